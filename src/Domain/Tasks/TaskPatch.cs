namespace TaskFlow.Domain.Tasks;

/// <summary>The fields somebody wants to have other values. Every named field is an intent, also when it repeats the current value.</summary>
public sealed class TaskPatch
{
    private readonly Dictionary<TaskField, object?> values = [];

    public IReadOnlyDictionary<TaskField, object?> Values => values;

    public bool IsEmpty => values.Count == 0;

    public bool Touches(TaskField field) => values.ContainsKey(field);

    public object? this[TaskField field] => values.GetValueOrDefault(field);

    public IReadOnlyList<Guid> IdsIn(TaskField field) => values.TryGetValue(field, out var ids) ? TaskField.IdsOf(ids) : [];

    public TaskPatch With(TaskField field, object? value)
    {
        values[field] = value;
        return this;
    }

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
