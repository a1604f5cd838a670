using System.Text.Json.Serialization;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>
/// A task as api.md shows it, read from the view <c>task_views</c>. Every member is always present; what this release does not have yet is
/// null, empty or 0.
/// </summary>
public sealed record TaskView
{
    [JsonIgnore]
    public Guid OrganizationId { get; init; }

    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public required Guid ProjectId { get; init; }

    public required long Number { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

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

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required Guid UpdatedBy { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset? ArchivedAt { get; init; }

    [JsonIgnore]
    public Guid? LockUserId { get; init; }

    [JsonIgnore]
    public DateTimeOffset? LockExpiresAt { get; init; }

    /// <summary>Who edits its text, and until when; null when nobody does.</summary>
    public LockView? Lock => LockUserId is { } userId ? new LockView(userId, LockExpiresAt!.Value) : null;

    public int CommentCount { get; init; }

    public int AttachmentCount { get; init; }

    public int SubtaskCount { get; init; }

    /// <summary>Only in the answer to an edit that was merged: the caller's fields that were put on top of a newer version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MergedFields { get; init; }

    public static TaskView From(TaskItem task, string projectKey, StatusCategory category) =>
        new()
        {
            OrganizationId = task.OrganizationId,
            Id = task.Id,
            Key = $"{projectKey}-{task.Number}",
            ProjectId = task.ProjectId,
            Number = task.Number,
            Title = task.Title,
            Description = task.Description,
            StatusId = task.StatusId,
            StatusCategory = category,
            Priority = task.Priority,
            AssigneeIds = task.AssigneeIds,
            LabelIds = task.LabelIds,
            MilestoneId = task.MilestoneId,
            ParentId = task.ParentId,
            StartDate = task.StartDate,
            DueDate = task.DueDate,
            Estimate = task.Estimate,
            Rank = task.Rank,
            Version = task.Version,
            CreatedBy = task.CreatedBy,
            CreatedAt = task.CreatedAt,
            UpdatedAt = task.UpdatedAt,
            UpdatedBy = task.UpdatedBy,
            StartedAt = task.StartedAt,
            CompletedAt = task.CompletedAt,
            ArchivedAt = task.ArchivedAt,
        };
}
