using System.Diagnostics.Metrics;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>What a run has counted and found. All is counted; of the words only the first are kept.</summary>
internal sealed class Findings
{
    private const int MostWords = 50;

    private static readonly Meter Meter = new("TaskFlow.Reconciliation");

    private static readonly Counter<long> Found = Meter.CreateCounter<long>(
        "taskflow.reconciliation.findings",
        "{finding}",
        "Defects found, by check. Anything but zero wants a person."
    );

    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    public void Count(string what, long many) => counts[what] = counts.GetValueOrDefault(what) + many;

    /// <param name="check">Counted under this name.</param>
    public void Add(string check, string finding)
    {
        Count(check, 1);
        Found.Add(1, KeyValuePair.Create<string, object?>("check", check));
        if (words.Count < MostWords)
            words.Add(finding);
    }

    public JobReport Report() => new(counts, words);
}
