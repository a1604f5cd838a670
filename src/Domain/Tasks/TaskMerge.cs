using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>Two people changed one field to different values.</summary>
public sealed record FieldConflict(TaskField Field, object? Base, object? Theirs, object? Yours, Revision Change)
{
    /// <summary>Of a long text: what merged, and where both changed the same lines. Null for every other field.</summary>
    public IReadOnlyList<TextPart>? Parts { get; init; }
}

/// <summary>What a patch comes to on the current state: the fields to set, and the fields somebody else set otherwise.</summary>
public sealed record TaskMerge(IReadOnlyDictionary<TaskField, object?> Effective, IReadOnlyList<FieldConflict> Conflicts)
{
    /// <summary>
    /// The three-way merge, a pure function (S-2.2). Equal values are never a conflict, sets merge by element, long text by line, a field
    /// nobody else touched since the base is applied, everything else conflicts. All or nothing is the caller's duty.
    /// </summary>
    public static TaskMerge Of(TaskItem current, TaskPatch yours, MergeBase mergeBase)
    {
        var effective = new Dictionary<TaskField, object?>();
        var conflicts = new List<FieldConflict>();
        foreach (var (field, value) in yours.Values)
        {
            var theirs = field.Of(current);
            if (field.AreEqual(theirs, value))
                continue;
            var change = mergeBase.LastChangeOf(field);
            var (wanted, conflict) = change is null
                ? (value, null)
                : Merge(new FieldConflict(field, mergeBase.ValueOf(field, current), theirs, value, change), yours);
            if (conflict is not null)
                conflicts.Add(conflict);
            else if (!field.AreEqual(theirs, wanted))
                effective[field] = wanted;
        }

        return new TaskMerge(effective, conflicts);
    }

    private static (object? Wanted, FieldConflict? Conflict) Merge(FieldConflict both, TaskPatch patch)
    {
        if (both.Field.Kind == FieldKind.IdSet)
            return (MergeSets(both.Base, both.Theirs, both.Yours), null);
        if (patch.Overwrites(both.Field, both.Change.Version))
            return (both.Yours, null);
        // Naming the base value is an intent (api.md, PATCH): it must not dissolve into the other side's text.
        if (both.Field.Kind != FieldKind.LongText || both.Field.AreEqual(both.Base, both.Yours))
            return (null, both);
        var text = TextMerge.Of((string)both.Base!, (string)both.Theirs!, (string)both.Yours!);
        return text.Text is { } merged ? (merged, null) : (null, both with { Parts = text.Parts });
    }

    /// <summary>(theirs ∪ what you added) \ what you removed: commutes, and clobbers nobody.</summary>
    private static List<Guid> MergeSets(object? baseValue, object? theirs, object? yours)
    {
        var before = TaskField.IdsOf(baseValue);
        var wanted = TaskField.IdsOf(yours);
        var removed = before.Except(wanted).ToHashSet();
        return [.. TaskField.IdsOf(theirs).Union(wanted.Except(before)).Where(id => !removed.Contains(id))];
    }
}
