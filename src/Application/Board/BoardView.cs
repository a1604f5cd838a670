using TaskFlow.Application.Projects;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Board;

/// <param name="Seq">Number of the last log line the snapshot contains.</param>
public sealed record BoardView(
    ProjectView Project,
    IReadOnlyList<BoardColumn> Columns,
    IReadOnlyList<LabelView> Labels,
    IReadOnlyList<BoardMember> Members,
    Guid Epoch,
    long Seq
);

/// <param name="Count">All its tasks that are not archived.</param>
/// <param name="NextCursor">Goes on in the task list with <c>status_id</c> of this column and <c>sort=rank</c>; null at the end.</param>
public sealed record BoardColumn(StatusView Status, int Count, IReadOnlyList<BoardCard> Items, string? NextCursor);

public sealed record BoardMember(Guid Id, string DisplayName);

/// <summary>A task without its description: two thousand of them must paint in a second.</summary>
public sealed record BoardCard
{
    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public required long Number { get; init; }

    public required string Title { get; init; }

    public required Guid StatusId { get; init; }

    public required StatusCategory StatusCategory { get; init; }

    public required TaskPriority Priority { get; init; }

    public required List<Guid> AssigneeIds { get; init; }

    public required List<Guid> LabelIds { get; init; }

    public required Guid? MilestoneId { get; init; }

    public required Guid? ParentId { get; init; }

    public required DateOnly? StartDate { get; init; }

    public required DateOnly? DueDate { get; init; }

    public required decimal? Estimate { get; init; }

    public required string Rank { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public int CommentCount { get; init; }

    public int AttachmentCount { get; init; }

    public int SubtaskCount { get; init; }
}
