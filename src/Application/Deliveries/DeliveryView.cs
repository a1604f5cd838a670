using System.Diagnostics;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Deliveries;

/// <summary>A delivery as api.md shows it.</summary>
/// <param name="Reason">Of a suppressed one, why nothing was sent.</param>
public sealed record DeliveryView(
    Guid Id,
    Guid EventId,
    string EventType,
    Guid OrganizationId,
    Guid ProjectId,
    DeliveryChannel Channel,
    DeliveryRecipient Recipient,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    SuppressedBy? Reason,
    string? LastError,
    string? ProviderMessageId,
    string? TraceId,
    DateTimeOffset CommittedAt,
    DateTimeOffset? DeliveredAt
)
{
    /// <summary>A worker's lease is nobody else's business: what it has not begun to send still waits.</summary>
    internal static DeliveryStatus Shown(DeliveryStatus status) => status == DeliveryStatus.Leased ? DeliveryStatus.Pending : status;

    internal static string? TraceIdOf(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, out var context) ? context.TraceId.ToHexString() : null;
}

public enum RecipientType
{
    User,
    Integration,
}

public sealed record DeliveryRecipient(RecipientType Type, Guid Id, string Name);
