namespace TaskFlow.Domain.Notifications;

/// <summary>On which channels a person wants to be told for one reason. Without a row the defaults of api.md hold.</summary>
public sealed class NotificationPreference
{
    private NotificationPreference() { }

    public Guid UserId { get; private init; }

    public NotificationReason Reason { get; private init; }

    public bool Inbox { get; private set; }

    public bool Email { get; private set; }

    /// <summary>The inbox always, e-mail for what concerns the person themselves.</summary>
    public static NotificationPreference Default(Guid userId, NotificationReason reason) =>
        new()
        {
            UserId = userId,
            Reason = reason,
            Inbox = true,
            Email = reason is NotificationReason.Assigned or NotificationReason.Mentioned,
        };

    public void Choose(bool inbox, bool email) => (Inbox, Email) = (inbox, email);
}
