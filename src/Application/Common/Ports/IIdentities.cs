using TaskFlow.Application.Common.Access;

namespace TaskFlow.Application.Common.Ports;

/// <summary>Turns credentials into principals, with a short memory (5 s): a revocation reaches other nodes within that time (C-1.3).</summary>
public interface IIdentities
{
    Task<Principal?> FindByTokenAsync(byte[] secretHash, CancellationToken cancellationToken);

    Task<Principal?> FindBySessionAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Who made a ticket, by the session or token they made it with; null when it is unknown, used or too old.</summary>
    /// <param name="uses">The ticket is used up; false when it is only looked at, at negotiate.</param>
    Task<Principal?> FindByTicketAsync(byte[] secretHash, bool uses, CancellationToken cancellationToken);

    /// <summary>Reads the memberships again: a refusal is never answered from memory.</summary>
    Task<Principal> RefreshAsync(Principal principal, CancellationToken cancellationToken);

    /// <summary>The organization under which a key of this user was answered before, or null.</summary>
    Task<Guid?> OrganizationOfKeyAsync(Guid userId, string key, CancellationToken cancellationToken);

    /// <summary>The membership as stored, also of an organization that was deleted since.</summary>
    Task<MemberOf?> StoredMembershipAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken);

    /// <summary>
    /// Looks again, past the memory and in one round trip, at people who stay connected: those whose session or token still holds, with the
    /// memberships they have now.
    /// </summary>
    Task<IReadOnlyList<Principal>> StillHoldingAsync(IReadOnlyCollection<Principal> connected, CancellationToken cancellationToken);

    /// <summary>Forgets what is remembered of this user, on every node that hears of it.</summary>
    void Forget(Guid userId);
}
