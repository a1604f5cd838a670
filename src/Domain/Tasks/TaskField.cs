namespace TaskFlow.Domain.Tasks;

/// <summary>How a field's values compare and are written in the log.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Merges line by line.</summary>
    LongText,

    Choice,
    Id,
    IdSet,
    Date,
    Number,
}

/// <summary>One mergeable field of a task. The list is closed: what is not here cannot be edited by a patch.</summary>
public sealed class TaskField
{
    public static readonly TaskField Title = new("title", FieldKind.Text, t => t.Title, (t, v) => t.Title = (string)v!);
    public static readonly TaskField Description = new(
        "description",
        FieldKind.LongText,
        t => t.Description,
        (t, v) => t.Description = (string)v!
    );
    public static readonly TaskField StatusId = new("status_id", FieldKind.Id, t => t.StatusId, (t, v) => t.StatusId = (Guid)v!);
    public static readonly TaskField Priority = new("priority", FieldKind.Choice, t => t.Priority, (t, v) => t.Priority = (TaskPriority)v!);
    public static readonly TaskField AssigneeIds = new(
        "assignee_ids",
        FieldKind.IdSet,
        t => t.AssigneeIds,
        (t, v) => t.AssigneeIds = IdsOf(v)
    );
    public static readonly TaskField LabelIds = new("label_ids", FieldKind.IdSet, t => t.LabelIds, (t, v) => t.LabelIds = IdsOf(v));
    public static readonly TaskField MilestoneId = new(
        "milestone_id",
        FieldKind.Id,
        t => t.MilestoneId,
        (t, v) => t.MilestoneId = (Guid?)v
    );
    public static readonly TaskField ParentId = new("parent_id", FieldKind.Id, t => t.ParentId, (t, v) => t.ParentId = (Guid?)v);
    public static readonly TaskField StartDate = new("start_date", FieldKind.Date, t => t.StartDate, (t, v) => t.StartDate = (DateOnly?)v);
    public static readonly TaskField DueDate = new("due_date", FieldKind.Date, t => t.DueDate, (t, v) => t.DueDate = (DateOnly?)v);
    public static readonly TaskField Estimate = new("estimate", FieldKind.Number, t => t.Estimate, (t, v) => t.Estimate = (decimal?)v);

    public static readonly IReadOnlyList<TaskField> All =
    [
        Title,
        Description,
        StatusId,
        Priority,
        AssigneeIds,
        LabelIds,
        MilestoneId,
        ParentId,
        StartDate,
        DueDate,
        Estimate,
    ];

    private static readonly Dictionary<string, TaskField> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    private readonly Func<TaskItem, object?> read;
    private readonly Action<TaskItem, object?> write;

    private TaskField(string name, FieldKind kind, Func<TaskItem, object?> read, Action<TaskItem, object?> write)
    {
        Name = name;
        Kind = kind;
        this.read = read;
        this.write = write;
    }

    /// <summary>As in JSON.</summary>
    public string Name { get; }

    public FieldKind Kind { get; }

    public static TaskField? Find(string name) => ByName.GetValueOrDefault(name);

    public object? Of(TaskItem task) => read(task);

    /// <summary>Sets are equal whatever their order; everything else by value.</summary>
    public bool AreEqual(object? left, object? right) =>
        Kind == FieldKind.IdSet ? new HashSet<Guid>(IdsOf(left)).SetEquals(IdsOf(right)) : Equals(left, right);

    public override string ToString() => Name;

    internal void Set(TaskItem task, object? value) => write(task, value);

    internal static List<Guid> IdsOf(object? value) => value is null ? [] : [.. (IEnumerable<Guid>)value];
}
