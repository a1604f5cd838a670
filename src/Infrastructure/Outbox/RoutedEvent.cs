using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Outbox;

/// <summary>A row of the outbox with its line of the log, and whom it concerns by itself.</summary>
/// <param name="Reached">The last person of an earlier pass over the same event; the fan-out goes on behind them.</param>
internal sealed record RoutedEvent(
    long OutboxId,
    Guid? Reached,
    Guid ActivityId,
    Guid OrganizationId,
    Guid ProjectId,
    Guid ActorId,
    DateTimeOffset At,
    string? Traceparent,
    Concern? Concern
);

/// <summary>Somebody who is told of an event, or would be.</summary>
internal sealed record Recipient(RoutedEvent Event, Guid UserId, NotificationReason Reason, NotificationPreference Wants);

/// <summary>A row of the outbox as it was claimed.</summary>
internal sealed record ClaimedRow(long OutboxId, Guid OrganizationId, Guid ActivityId, Guid? Reached);
