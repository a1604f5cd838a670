namespace TaskFlow.Application.Common.Ports;

/// <summary>
/// Carries hints between the nodes of an installation (C-4, decision D7). A hint may be lost, late or doubled and never carries content: who
/// hears one looks at the database. Losing one costs latency, never an event.
/// </summary>
public interface IRealtimeBus
{
    /// <summary>
    /// False while hints of other nodes are known not to arrive (Redis is away): whoever listens then looks by themselves each second
    /// instead of every five.
    /// </summary>
    bool IsConnected { get; }

    /// <summary>Tells every listener of every node, this one included and at once. Never throws and never waits for the network.</summary>
    void Tell(Hint hint);

    /// <summary>Calls back for every hint, on the teller's thread: the listener takes note and returns. Dispose to stop.</summary>
    IDisposable Listen(Action<Hint> listener);
}

/// <summary>Something may have changed.</summary>
public abstract record Hint
{
    private Hint() { }

    /// <summary>The log of a project may have grown up to <paramref name="Head"/>.</summary>
    public sealed record FeedMoved(Guid ProjectId, long Head) : Hint;

    /// <summary>Who is in a project, looks at a task or edits one may have changed.</summary>
    public sealed record PresenceMoved(Guid ProjectId) : Hint;

    /// <summary>A person's sessions, tokens or memberships may have changed.</summary>
    public sealed record AccessMoved(Guid UserId) : Hint;

    /// <summary>A person's inbox may have got something new, or something of it may have been read.</summary>
    public sealed record InboxMoved(Guid UserId) : Hint;
}
