using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Notifications;

/// <summary>One try to send a delivery, written before it is made; without an end, one of which nobody knows (C-3b). Written by the deliverer.</summary>
public sealed class DeliveryAttempt : ITenantOwned
{
    private DeliveryAttempt() { }

    public Guid OrganizationId { get; private init; }

    public Guid DeliveryId { get; private init; }

    /// <summary>1, 2, 3 …</summary>
    public int Attempt { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>What it came to, as the deliverer names it; null while it is under way.</summary>
    public string? Outcome { get; private init; }

    public string? Error { get; private init; }
}
