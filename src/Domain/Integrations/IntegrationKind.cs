namespace TaskFlow.Domain.Integrations;

/// <summary>The products that an organization can be connected with; in text as api.md writes them.</summary>
public enum IntegrationKind
{
    Webhook,
    Slack,
    Sendgrid,
    Github,
    GoogleCalendar,
}

public enum IntegrationStatus
{
    Ok,

    /// <summary>Nothing is sent until somebody mends it: the credential is refused, or the receiver wants nothing more.</summary>
    Paused,

    /// <summary>What is sent fails; it is tried again by itself.</summary>
    Failing,
}
