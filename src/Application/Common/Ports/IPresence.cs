namespace TaskFlow.Application.Common.Ports;

/// <summary>
/// Who is in a project and which task each looks at, over all nodes (C-4.4). Marks expire (Realtime:PresenceExpiry) unless their node renews
/// them, so a killed node leaves nobody behind.
/// </summary>
public interface IPresence
{
    /// <summary>Sets or renews marks, in one batch. A connection has one mark per project. Never throws: presence may vanish.</summary>
    Task RenewAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken);

    /// <summary>Lets marks end after <see cref="Grace"/> instead of at once, so that a reconnecting client never disappears. Never throws.</summary>
    Task LeaveAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken);

    /// <returns>One entry per person, by name; null when nobody can tell (Redis is away): unknown, which is not the same as nobody.</returns>
    Task<IReadOnlyList<PresentUser>?> ReadAsync(Guid projectId, CancellationToken cancellationToken);

    /// <summary>20 s: longer than a reconnect takes.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
}

/// <param name="ConnectionId">Of the node's connection; one person may have several.</param>
/// <param name="ViewingTaskId">The task that is open on it, if one is.</param>
public sealed record PresenceMark(Guid ProjectId, string ConnectionId, Guid UserId, string Name, Guid? ViewingTaskId);

/// <param name="Viewing">The tasks open on their connections, without repetition.</param>
public sealed record PresentUser(Guid Id, string Name, IReadOnlyList<Guid> Viewing);
