using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Notifications;

/// <summary>
/// One event on its way to one recipient on one channel: unique in the database, at most one try in flight (C-3.2). Written by the router and the
/// deliverer with the database's clock; here it is only read.
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

    public DeliveryStatus Status { get; private init; }

    public SuppressedBy? SuppressedBy { get; private init; }

    /// <summary>Tries begun.</summary>
    public int Attempts { get; private init; }

    public DateTimeOffset? NextAttemptAt { get; private init; }

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
}
