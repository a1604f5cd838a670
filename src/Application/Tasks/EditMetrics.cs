using System.Diagnostics.Metrics;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Tasks;

/// <summary>
/// How editing together goes (S-2.4): edits that were applied, those of them that were merged into a newer version, and those that were
/// refused, by field. The conflict rate is refused ÷ (applied + refused); above 1 % somebody should look.
/// </summary>
internal static class EditMetrics
{
    public const string Name = "TaskFlow.Tasks";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Edits = Meter.CreateCounter<long>("taskflow.task.edits", "{edit}", "Edits that were applied.");

    private static readonly Counter<long> Merges = Meter.CreateCounter<long>(
        "taskflow.task.merges",
        "{edit}",
        "Applied edits that were made on an older version."
    );

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "taskflow.task.conflicting_edits",
        "{edit}",
        "Edits that were refused with VERSION_CONFLICT."
    );

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "taskflow.task.conflicts",
        "{field}",
        "Conflicting fields of refused edits."
    );

    /// <summary>Once the edit is durable.</summary>
    public static void CountApplied(bool merged)
    {
        Edits.Add(1);
        if (merged)
            Merges.Add(1);
    }

    public static void CountRefused(Error conflict)
    {
        Refused.Add(1);
        foreach (var field in conflict.Details?.GetValueOrDefault("conflicting_fields") as string[] ?? [])
            Conflicts.Add(1, new KeyValuePair<string, object?>("field", field));
    }
}
