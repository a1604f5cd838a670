using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>One change of a task as the log tells it.</summary>
public sealed record Revision(int Version, string ChangedBy, DateTimeOffset At, IReadOnlyDictionary<TaskField, FieldChange> Changes)
{
    /// <summary>Where the task stood before it was moved; null when the revision moved it nowhere.</summary>
    public string? RankBefore { get; init; }

    /// <summary>True: the revision archived the task. False: it restored it. Null: neither.</summary>
    public bool? Archived { get; init; }
}

/// <summary>
/// The state a client edited: its version and what happened since. Values at the base are found by going back through the log, so no
/// second copy of old values is kept (S-2.2, ADR 0007).
/// </summary>
public sealed class MergeBase(int version, IReadOnlyList<Revision> since)
{
    public int Version => version;

    /// <summary>Revisions after <see cref="Version"/>, oldest first.</summary>
    public IReadOnlyList<Revision> Since => since;

    public static MergeBase Latest(int version) => new(version, []);

    /// <summary>The last change of the field after the base, or null when nobody touched it.</summary>
    public Revision? LastChangeOf(TaskField field) => since.LastOrDefault(r => r.Changes.ContainsKey(field));

    public object? ValueOf(TaskField field, TaskItem current)
    {
        var first = since.FirstOrDefault(r => r.Changes.ContainsKey(field));
        return first is null ? field.Of(current) : first.Changes[field].From;
    }
}
