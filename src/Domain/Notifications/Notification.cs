using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Notifications;

/// <summary>One line of a person's inbox: an event of a task and why they are told. One per event and person, whatever is repeated (C-3.2).</summary>
public sealed class Notification : ITenantOwned
{
    private Notification() { }

    public Guid Id { get; private init; }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public Guid TaskId { get; private init; }

    public Guid UserId { get; private init; }

    public Guid ActivityId { get; private init; }

    public NotificationReason Reason { get; private init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset At { get; private init; }

    public DateTimeOffset? ReadAt { get; private init; }
}
