namespace TaskFlow.Application.Tasks;

/// <summary>The text of a living comment as it is searched. Kept by a trigger, outside row-level security (data.md).</summary>
public sealed class CommentSearch
{
    public Guid OrganizationId { get; init; }

    public Guid TaskId { get; init; }

    public Guid CommentId { get; init; }

    public string Document { get; init; } = "";
}
