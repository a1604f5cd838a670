using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>task.created: no changes, the first values in <c>data.task</c>.</summary>
public sealed record TaskCreated : DomainEvent
{
    private readonly object data;

    public TaskCreated(TaskItem task, string projectKey, Guid? importId, Guid actorId, DateTimeOffset at)
        : base(task.OrganizationId, task.ProjectId, TaskStamp.Of(task, projectKey), actorId, at)
    {
        var values = TaskStamp.Values(task);
        data = importId is null ? new { task = values } : new { task = values, import_id = importId };
        ImportId = importId;
    }

    public override string Type => "task.created";

    public override object Data => data;
}

/// <summary>task.updated, task.moved, task.archived, task.restored.</summary>
public sealed record TaskChanged : DomainEvent
{
    private readonly string type;

    public TaskChanged(
        TaskItem task,
        string projectKey,
        string type,
        IReadOnlyDictionary<string, FieldChange> changes,
        Guid actorId,
        DateTimeOffset at
    )
        : base(task.OrganizationId, task.ProjectId, TaskStamp.Of(task, projectKey), actorId, at)
    {
        this.type = type;
        Changes = changes;
    }

    public override string Type => type;

    public override IReadOnlyDictionary<string, FieldChange> Changes { get; }

    public override object? Data => ImportId is null ? null : new { import_id = ImportId };
}

internal static class TaskStamp
{
    public static ResourceStamp Of(TaskItem task, string projectKey) => new("task", task.Id, $"{projectKey}-{task.Number}", task.Version);

    public static Dictionary<string, object?> Values(TaskItem task)
    {
        var values = TaskField.All.ToDictionary(f => f.Name, f => f.Of(task), StringComparer.Ordinal);
        values["rank"] = task.Rank;
        values["number"] = task.Number;
        return values;
    }
}
