using System.Collections.Concurrent;
using System.Text;

namespace TaskFlow.Integration.Reliability;

/// <summary>What the server acknowledged, written down and forced to disk before the client does anything else with it.</summary>
public sealed class Ledger(string path) : IDisposable
{
    private readonly ConcurrentBag<Acknowledged> entries = [];
    private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
    private readonly Lock gate = new();

    /// <param name="Kind"><c>create</c> or <c>patch</c>.</param>
    /// <param name="Key">The idempotency key of the request.</param>
    /// <param name="Task">The task as the server named it.</param>
    /// <param name="Version">The version the answer carried.</param>
    public sealed record Acknowledged(string Kind, string Key, Guid Task, int Version);

    public IReadOnlyCollection<Acknowledged> Entries => entries;

    public void Write(Acknowledged entry)
    {
        lock (gate)
        {
            file.Write(Encoding.UTF8.GetBytes($"{entry.Kind} {entry.Key} {entry.Task} {entry.Version}\n"));
            file.Flush(flushToDisk: true);
        }
        entries.Add(entry);
    }

    public void Dispose() => file.Dispose();
}
