namespace TaskFlow.Application.Activities;

/// <summary>
/// The young end of the logs, shared by all nodes (C-4.3): a herd of clients that come back to another node reads them here and not from
/// PostgreSQL. A cache of the log and nothing else: it may lose everything at any moment, and whoever reads falls back to the table.
/// </summary>
public interface IReplayWindow
{
    /// <returns>
    /// Envelopes right after a number, ascending without gap, at most <paramref name="limit"/>; fewer say nothing about the end of the log. Null
    /// when the first of them is not here. Never throws.
    /// </returns>
    Task<IReadOnlyList<Envelope>?> ReadAsync(Guid projectId, Guid epoch, long after, int limit);

    /// <summary>Keeps envelopes that were just read from the table. Never throws and never waits for the network.</summary>
    void Add(Guid projectId, Guid epoch, IReadOnlyList<Envelope> envelopes);
}
