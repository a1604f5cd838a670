using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Notifications;

/// <summary>Somebody's decision to have a delivery sent again; never changed, and part of its journey (C-1.4).</summary>
public sealed class DeliveryRetry : ITenantOwned
{
    private DeliveryRetry() { }

    internal DeliveryRetry(Delivery delivery, Guid userId, DateTimeOffset at)
    {
        OrganizationId = delivery.OrganizationId;
        Id = Ids.New();
        DeliveryId = delivery.Id;
        UserId = userId;
        At = at;
        FromStatus = delivery.Status;
    }

    public Guid OrganizationId { get; private init; }

    public Guid Id { get; private init; }

    public Guid DeliveryId { get; private init; }

    public Guid UserId { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>What had become of it.</summary>
    public DeliveryStatus FromStatus { get; private init; }
}
