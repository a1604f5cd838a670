using System.Diagnostics.Metrics;
using System.Text.Json;
using TaskFlow.Domain.Jobs;

namespace TaskFlow.Workers.Jobs;

/// <summary>How runs end and how long they take (M-2).</summary>
internal static class JobMetrics
{
    private static readonly Meter Meter = new("TaskFlow.Jobs");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("taskflow.jobs.runs", "{run}", "Runs, by job and outcome.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "taskflow.jobs.duration",
        "s",
        "Length of runs, by job."
    );

    public static void Count(string job, JobOutcome outcome, TimeSpan took)
    {
        var named = KeyValuePair.Create<string, object?>("job", job);
        var word = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
        Runs.Add(1, named, KeyValuePair.Create<string, object?>("outcome", word));
        Duration.Record(took.TotalSeconds, named);
    }
}
