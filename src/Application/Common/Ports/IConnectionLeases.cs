namespace TaskFlow.Application.Common.Ports;

/// <summary>
/// Limits WebSocket connections per person and per organization over all nodes (C-7.3). A lease expires unless its node renews it: counting up
/// and down would leak with every crash.
/// </summary>
public interface IConnectionLeases
{
    /// <summary>How long a lease holds without renewal; nodes renew at a third of it. A crashed node's connections count this long.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Whether a connection would be let in now; takes nothing.</summary>
    Task<LeaseAnswer> PeekAsync(ConnectionLease lease, CancellationToken cancellationToken);

    /// <summary>Counts a connection with its person and with each of its organizations that have room, or refuses it.</summary>
    Task<LeaseAnswer> TakeAsync(ConnectionLease lease, CancellationToken cancellationToken);

    /// <summary>Renews leases, in one batch. Never throws.</summary>
    Task RenewAsync(IReadOnlyCollection<ConnectionLease> leases, CancellationToken cancellationToken);

    /// <summary>Gives a lease back. Never throws.</summary>
    Task ReleaseAsync(ConnectionLease lease, CancellationToken cancellationToken);
}

/// <param name="Id">Of this connection.</param>
/// <param name="OrganizationIds">The person's organizations when the connection was made; after <see cref="LeaseAnswer"/>, those that count it.</param>
public sealed record ConnectionLease(Guid Id, Guid UserId, IReadOnlyList<Guid> OrganizationIds);

/// <param name="UserIsFull">The person has as many connections as they may have.</param>
/// <param name="FullOrganizations">Organizations that have no room; the connection does not count there and gets nothing from them.</param>
/// <param name="IsRefused">The person is full, or every one of their organizations is. Who is in no organization yet is let in.</param>
public sealed record LeaseAnswer(bool UserIsFull, IReadOnlyList<Guid> FullOrganizations, bool IsRefused)
{
    public static LeaseAnswer Of(ConnectionLease lease, bool userIsFull, IReadOnlyList<Guid> fullOrganizations) =>
        new(
            userIsFull,
            fullOrganizations,
            userIsFull || lease.OrganizationIds.Count > 0 && fullOrganizations.Count == lease.OrganizationIds.Count
        );
}
