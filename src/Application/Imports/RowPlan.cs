using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Imports;

/// <summary>What is to be done about one record.</summary>
internal sealed record RowPlan(int Row, RowOutcome Outcome)
{
    public string? Failure { get; init; }

    public string? ExternalId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>All that the record says.</summary>
    public TaskPatch Wanted { get; init; } = new();

    /// <summary>What it says otherwise than the last import.</summary>
    public TaskPatch Touched { get; init; } = new();

    /// <summary>The task the record speaks of; null when there is none yet, or nothing is touched.</summary>
    public Guid? TaskId { get; init; }

    public TaskItem? Task { get; init; }

    public Dictionary<string, string> Fingerprints =>
        Wanted.Values.ToDictionary(v => v.Key.Name, v => FingerprintOf(v.Value), StringComparer.Ordinal);

    public static RowPlan Of(BatchRow batchRow, ImportMapping mapping, ProjectWords words, KnownTasks known)
    {
        var row = batchRow.Row;
        if (batchRow.RepeatsRow is { } earlier)
            return Fail(row.Row, $"The external_id '{row.ExternalId}' was used by row {earlier} already.");
        if (ImportedRow.Read(row, mapping, out var failure) is not { } imported)
            return Fail(row.Row, failure);
        if (words.Understand(imported, out failure) is not { } wanted)
            return Fail(row.Row, failure);

        var task = known.Find(row.ExternalId);
        if (task is null)
        {
            return new(row.Row, RowOutcome.Created)
            {
                ExternalId = imported.ExternalId,
                CreatedAt = imported.CreatedAt,
                Wanted = words.WithDefaultStatus(wanted),
            };
        }

        var touched = known.SourceOf(task.Id) is { } source ? Differences(wanted, source) : wanted;
        if (touched.IsEmpty)
            return new(row.Row, RowOutcome.Unchanged);
        return task.IsArchived
            ? Fail(row.Row, "The task is archived. Restore it first.")
            : new(row.Row, RowOutcome.Updated)
            {
                TaskId = task.Id,
                Wanted = wanted,
                Touched = touched,
            };
    }

    public static RowPlan Fail(int row, string failure) => new(row, RowOutcome.Failed) { Failure = failure };

    private static TaskPatch Differences(TaskPatch wanted, ImportSource source)
    {
        var touched = new TaskPatch();
        foreach (var (field, value) in wanted.Values.Where(v => !source.Says(v.Key.Name, FingerprintOf(v.Value))))
            touched.With(field, value);
        return touched;
    }

    private static string FingerprintOf(object? value) =>
        ImportSource.Fingerprint(value is IEnumerable<Guid> ids ? string.Join(',', ids.Order()) : value?.ToString() ?? "");
}
