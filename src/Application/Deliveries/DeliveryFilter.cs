using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Deliveries;

/// <summary>Which deliveries are meant; null leaves a member open.</summary>
public sealed record DeliveryFilter(
    DeliveryStatus? Status = null,
    DeliveryChannel? Channel = null,
    Guid? OrganizationId = null,
    Guid? IntegrationId = null
)
{
    internal IQueryable<Delivery> Of(IQueryable<Delivery> deliveries, IReadOnlyList<Guid> administered)
    {
        var organizations = OrganizationId is { } one ? [.. administered.Where(id => id == one)] : administered;
        var found = deliveries.Where(d => organizations.Contains(d.OrganizationId));
        if (Status is DeliveryStatus.Pending or DeliveryStatus.Leased)
            found = found.Where(d => d.Status == DeliveryStatus.Pending || d.Status == DeliveryStatus.Leased);
        else if (Status is { } status)
            found = found.Where(d => d.Status == status);
        if (Channel is { } channel)
            found = found.Where(d => d.Channel == channel);
        if (IntegrationId is { } integration)
            found = found.Where(d => d.IntegrationId == integration);
        return found;
    }
}
