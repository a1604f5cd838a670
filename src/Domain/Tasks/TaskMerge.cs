using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>Two people changed one field to different values.</summary>
public sealed record FieldConflict(TaskField Field, object? Base, object? Theirs, object? Yours, Revision Change);

/// <summary>What a patch comes to on the current state: the fields to set, and the fields somebody else set otherwise.</summary>
public sealed record TaskMerge(IReadOnlyDictionary<TaskField, object?> Effective, IReadOnlyList<FieldConflict> Conflicts)
{
    /// <summary>
    /// The three-way merge, a pure function (S-2.2). Equal values are never a conflict, sets merge by element, a field nobody else
    /// touched since the base is applied, everything else conflicts. All or nothing is the caller's duty.
    /// </summary>
    public static TaskMerge Of(TaskItem current, TaskPatch yours, MergeBase mergeBase)
    {
        var effective = new Dictionary<TaskField, object?>();
        var conflicts = new List<FieldConflict>();
        foreach (var (field, value) in yours.Values)
        {
            var theirs = field.Of(current);
            var change = mergeBase.LastChangeOf(field);
            var baseValue = mergeBase.ValueOf(field, current);
            var wanted = field.Kind == FieldKind.IdSet && change is not null ? MergeSets(baseValue, theirs, value) : value;
            if (field.AreEqual(theirs, wanted))
                continue;
            if (change is null || field.Kind == FieldKind.IdSet)
                effective[field] = wanted;
            else
                conflicts.Add(new FieldConflict(field, baseValue, theirs, value, change));
        }

        return new TaskMerge(effective, conflicts);
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
