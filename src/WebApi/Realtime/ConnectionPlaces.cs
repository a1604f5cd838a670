using TaskFlow.Application.Common.Ports;

namespace TaskFlow.WebApi.Realtime;

/// <summary>Whether an organization counts a connection, so that it may get something from it (C-7.3).</summary>
internal sealed class ConnectionPlaces(IConnectionLeases leases)
{
    /// <summary>Takes a place in an organization that the person joined since, or that had no room then.</summary>
    public async Task<bool> HasAsync(LiveConnection connection, Guid organizationId, CancellationToken cancellationToken)
    {
        var lease = connection.Lease;
        if (lease.OrganizationIds.Contains(organizationId))
            return true;
        // Nobody's id: the person's own limit counts this connection already.
        var asked = new ConnectionLease(lease.Id, Guid.Empty, [organizationId]);
        if ((await leases.PeekAsync(asked, cancellationToken)).IsRefused)
            return false;
        connection.Lease = lease with { OrganizationIds = [.. lease.OrganizationIds, organizationId] };
        await leases.RenewAsync([connection.Lease], cancellationToken);
        return true;
    }
}
