using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Realtime;

/// <summary>Connection limits of this node alone: the whole truth with one node, and what a node falls back to while Redis is away.</summary>
internal sealed class InProcessLeases(RealtimeOptions options, TimeProvider clock) : IConnectionLeases
{
    private readonly Dictionary<Guid, Dictionary<Guid, DateTimeOffset>> holders = [];
    private readonly Lock gate = new();

    public Task<LeaseAnswer> PeekAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(Judge(lease));
    }

    public Task<LeaseAnswer> TakeAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var answer = Judge(lease);
            if (!answer.IsRefused)
                Hold(lease with { OrganizationIds = [.. lease.OrganizationIds.Except(answer.FullOrganizations)] });
            return Task.FromResult(answer);
        }
    }

    public Task RenewAsync(IReadOnlyCollection<ConnectionLease> leases, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var lease in leases)
                Hold(lease);
        }
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var holder in Holders(lease))
            {
                if (holders.TryGetValue(holder, out var held) && held.Remove(lease.Id) && held.Count == 0)
                    holders.Remove(holder);
            }
        }
        return Task.CompletedTask;
    }

    private LeaseAnswer Judge(ConnectionLease lease) =>
        LeaseAnswer.Of(
            lease,
            Count(lease.UserId) >= options.PerUser,
            [.. lease.OrganizationIds.Where(id => Count(id) >= options.PerOrganization)]
        );

    private int Count(Guid holder)
    {
        if (!holders.TryGetValue(holder, out var held))
            return 0;
        var now = clock.GetUtcNow();
        foreach (var (id, until) in held)
        {
            if (until <= now)
                held.Remove(id);
        }
        return held.Count;
    }

    private void Hold(ConnectionLease lease)
    {
        var until = clock.GetUtcNow() + IConnectionLeases.Lifetime;
        foreach (var holder in Holders(lease))
        {
            if (!holders.TryGetValue(holder, out var held))
                holders[holder] = held = [];
            held[lease.Id] = until;
        }
    }

    /// <summary>Ids are unique over all tables, so people and organizations share one dictionary.</summary>
    private static IEnumerable<Guid> Holders(ConnectionLease lease) => lease.OrganizationIds.Prepend(lease.UserId);
}
