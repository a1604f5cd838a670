namespace TaskFlow.Domain.Notifications;

/// <summary>Why somebody was not told on a channel (C-5.3).</summary>
public enum SuppressedBy
{
    /// <summary>They did it themselves.</summary>
    Actor,

    /// <summary>Their preferences say so.</summary>
    Preference,

    QuietHours,

    /// <summary>The event was none of their business.</summary>
    NotWatching,

    /// <summary>They may not see the project.</summary>
    NoAccess,

    /// <summary>The channel is switched off, or there is none.</summary>
    Paused,

    /// <summary>Imported work tells nobody.</summary>
    Import,
}
