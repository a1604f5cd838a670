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
    string Type,
    Guid ActorId,
    DateTimeOffset At,
    string? Traceparent,
    Concern? Concern
);

/// <summary>Somebody who is told of an event, or would be.</summary>
internal sealed record Recipient(RoutedEvent Event, Guid UserId, NotificationReason Reason, NotificationPreference Wants);

/// <summary>An integration that is switched on: where events of its organization may go to.</summary>
internal sealed record ConnectedSystem(Guid OrganizationId, Guid Id, string Kind, Guid[] ProjectIds, string[] EventTypes)
{
    private const string Everything = "*";

    /// <summary>Null: no events go there, it is a way to send e-mail.</summary>
    public DeliveryChannel? Channel =>
        Kind switch
        {
            "webhook" => DeliveryChannel.Webhook,
            "slack" => DeliveryChannel.Slack,
            _ => null,
        };

    public bool SendsMail => Kind == "sendgrid";

    public bool Wants(RoutedEvent happened) =>
        Channel is not null
        && OrganizationId == happened.OrganizationId
        && (ProjectIds.Length == 0 || ProjectIds.Contains(happened.ProjectId))
        && (EventTypes.Contains(Everything, StringComparer.Ordinal) || EventTypes.Contains(happened.Type, StringComparer.Ordinal));
}

/// <summary>A row of the outbox as it was claimed.</summary>
internal sealed record ClaimedRow(long OutboxId, Guid OrganizationId, Guid ActivityId, Guid? Reached);
