using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Notifications;

/// <summary>
/// One event on its way to one recipient on one channel: unique in the database, at most one try in flight (C-3.2). Written by the router and the
/// deliverer with the database's clock; here it is read, and taken up again by somebody's decision.
/// </summary>
public sealed class Delivery : ITenantOwned
{
    private Delivery() { }

    public Guid Id { get; private init; }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public Guid ActivityId { get; private init; }

    public DeliveryChannel Channel { get; private init; }

    /// <summary>The person told, or null when an integration is.</summary>
    public Guid? UserId { get; private init; }

    public Guid? IntegrationId { get; private init; }

    /// <summary>Why the person is told; null for an integration.</summary>
    public NotificationReason? Reason { get; private init; }

    public DeliveryStatus Status { get; private set; }

    public SuppressedBy? SuppressedBy { get; private set; }

    /// <summary>Tries begun.</summary>
    public int Attempts { get; private init; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The place in the queue; with a lower priority it is behind the due time.</summary>
    public DateTimeOffset? TurnAt { get; private set; }

    /// <summary>Leases taken since it was last queued; many without a try mean that workers die on it.</summary>
    public int Claims { get; private set; }

    /// <summary>Somebody asked for this try: an open breaker lets it through.</summary>
    public bool Probes { get; private set; }

    /// <summary>When somebody last had it sent again; the schedule of tries begins there.</summary>
    public DateTimeOffset? RetriedAt { get; private set; }

    /// <summary>Tries before that.</summary>
    public int AttemptsBefore { get; private set; }

    public string? LastError { get; private init; }

    public string? ProviderMessageId { get; private init; }

    /// <summary>W3C trace context of the request that caused the event (C-5.1).</summary>
    public string? Traceparent { get; private init; }

    /// <summary>When the event happened; the beginning of what is measured.</summary>
    public DateTimeOffset CommittedAt { get; private init; }

    /// <summary>When the router decided on it.</summary>
    public DateTimeOffset RoutedAt { get; private init; }

    public DateTimeOffset? BegunAt { get; private init; }

    public DateTimeOffset? DeliveredAt { get; private init; }

    /// <summary>Whether somebody may have it sent again: it came to nothing, or waits (api.md).</summary>
    public bool MayBeRetried =>
        Channel != DeliveryChannel.Inbox
        && Status is (DeliveryStatus.Dead or DeliveryStatus.Unknown or DeliveryStatus.Expired or DeliveryStatus.Pending);

    /// <summary>Queues it anew, with a schedule of its own; what is known of earlier tries is kept.</summary>
    /// <param name="probes">An open breaker of its destination lets this one through; one of many is enough.</param>
    /// <returns>Who decided so, for the record.</returns>
    public DeliveryRetry Retry(Guid userId, DateTimeOffset now, TimeSpan pause, bool probes)
    {
        if (!MayBeRetried)
            throw new InvalidOperationException($"A delivery that is {Status} is not retried.");
        var retry = new DeliveryRetry(this, userId, now);
        (Status, NextAttemptAt, TurnAt, Claims) = (DeliveryStatus.Pending, now + pause, now + pause, 0);
        (RetriedAt, AttemptsBefore, Probes) = (now, Attempts, probes);
        return retry;
    }
}
