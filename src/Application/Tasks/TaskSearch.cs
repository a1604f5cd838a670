namespace TaskFlow.Application.Tasks;

/// <summary>The text of a task as it is searched: key, title and description. Kept by a trigger, outside row-level security (data.md).</summary>
public sealed class TaskSearch
{
    public Guid OrganizationId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid TaskId { get; init; }

    public string Document { get; init; } = "";
}
