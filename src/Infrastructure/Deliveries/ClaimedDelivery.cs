using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>A delivery under lease.</summary>
/// <param name="Attempts">Tries begun before.</param>
/// <param name="Probes">Somebody asked for this try: an open breaker lets it through.</param>
/// <param name="Lane">Null: it goes as it comes. See <see cref="DeliveryLane"/>.</param>
/// <param name="Token">The fence: only who holds it may begin and mark.</param>
public sealed record ClaimedDelivery(
    Guid OrganizationId,
    Guid Id,
    Guid ProjectId,
    Guid ActivityId,
    Guid? UserId,
    Guid? IntegrationId,
    NotificationReason? Reason,
    int Attempts,
    string? Traceparent,
    DateTimeOffset CommittedAt,
    bool Probes,
    string? Lane,
    Guid Token
)
{
    /// <summary>Tries begun before somebody last had it sent again.</summary>
    public int AttemptsBefore { get; init; }

    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>Where its schedule begins.</summary>
    public DateTimeOffset Since => RetriedAt ?? CommittedAt;
}

/// <summary>What is written about a delivery after its try.</summary>
/// <param name="Status">Pending = it is tried again.</param>
/// <param name="Outcome">Of the try, as <c>delivery_attempts</c> keeps it.</param>
/// <param name="Pause">Before the next try; zero when there is none.</param>
/// <param name="GivesTryBack">The receiver, or the breaker, asked to wait: that was no try.</param>
public sealed record DeliveryMark(
    ClaimedDelivery Delivery,
    DeliveryStatus Status,
    string Outcome,
    TimeSpan Pause,
    string? Error,
    string? ProviderMessageId,
    SuppressedBy? SuppressedBy = null,
    bool GivesTryBack = false
);
