namespace TaskFlow.Domain.Tasks;

/// <summary>The fields somebody wants to have other values. Every named field is an intent, also when it repeats the current value.</summary>
public sealed class TaskPatch
{
    private readonly Dictionary<TaskField, object?> values = [];
    private readonly Dictionary<TaskField, int> overwritten = [];

    public IReadOnlyDictionary<TaskField, object?> Values => values;

    public bool IsEmpty => values.Count == 0;

    /// <summary>The newest version that the person was shown before they decided to overwrite it; 0 when they did not.</summary>
    public int ShownVersion => overwritten.Values.DefaultIfEmpty().Max();

    /// <summary>What an edit lock guards.</summary>
    public bool TouchesText => Touches(TaskField.Title) || Touches(TaskField.Description);

    public bool Touches(TaskField field) => values.ContainsKey(field);

    public object? this[TaskField field] => values.GetValueOrDefault(field);

    public IReadOnlyList<Guid> IdsIn(TaskField field) => values.TryGetValue(field, out var ids) ? TaskField.IdsOf(ids) : [];

    public TaskPatch With(TaskField field, object? value)
    {
        values[field] = value;
        return this;
    }

    /// <summary>
    /// The person was shown the field as it stood at a version, and decided for their own value. What somebody wrote after that version
    /// still conflicts: overwriting Alice cannot overwrite Bob (S-2.2).
    /// </summary>
    public TaskPatch Overwriting(TaskField field, int shownVersion)
    {
        overwritten[field] = shownVersion;
        return this;
    }

    internal bool Overwrites(TaskField field, int changedInVersion) =>
        overwritten.TryGetValue(field, out var shown) && changedInVersion <= shown;

    /// <summary>The same patch, with a value for the field where it names none.</summary>
    public TaskPatch OrElse(TaskField field, object? value)
    {
        if (Touches(field))
            return this;
        var completed = new TaskPatch().With(field, value);
        foreach (var (named, wanted) in values)
            completed.With(named, wanted);
        return completed;
    }

    /// <summary>The patch of a whole-state write: a member that equals its value at the base version was not touched by this client.</summary>
    public TaskPatch DifferencesFrom(Func<TaskField, object?> valueAtBase)
    {
        var touched = new TaskPatch();
        foreach (var (field, value) in values)
        {
            if (!field.AreEqual(valueAtBase(field), value))
                touched.With(field, value);
        }

        return touched;
    }
}
