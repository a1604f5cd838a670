using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks.Filters;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>What a list is narrowed to. Null = any.</summary>
public sealed record TaskFilter
{
    public Guid? StatusId { get; init; }

    public StatusCategory? StatusCategory { get; init; }

    public Guid? AssigneeId { get; init; }

    public Guid? LabelId { get; init; }

    public Guid? MilestoneId { get; init; }

    public TaskPriority? Priority { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Strictly before.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Strictly after.</summary>
    public DateOnly? DueAfter { get; init; }

    public DateTimeOffset? UpdatedAfter { get; init; }

    /// <summary>Words or substrings of key, title and description; all must occur.</summary>
    public string? Text { get; init; }

    /// <summary>In the grammar of <see cref="FilterParser"/>; narrows further what the others leave.</summary>
    public string? Expression { get; init; }

    /// <summary>False: only living tasks. True: only archived ones. Null: both.</summary>
    public bool? Archived { get; init; } = false;

    internal IQueryable<TaskView> Apply(IQueryable<TaskView> tasks, IQueryable<TaskSearch> texts)
    {
        if (Archived is { } archived)
            // Spelled out: only IS NULL matches the partial indexes, whatever the value of a parameter would be (ADR 0019).
            tasks = archived ? tasks.Where(t => t.ArchivedAt != null) : tasks.Where(t => t.ArchivedAt == null);
        if (StatusId is { } statusId)
            tasks = tasks.Where(t => t.StatusId == statusId);
        if (StatusCategory is { } category)
            tasks = tasks.Where(t => t.StatusCategory == category);
        if (AssigneeId is { } assigneeId)
            tasks = tasks.Where(t => t.AssigneeIds.Contains(assigneeId));
        if (LabelId is { } labelId)
            tasks = tasks.Where(t => t.LabelIds.Contains(labelId));
        if (MilestoneId is { } milestoneId)
            tasks = tasks.Where(t => t.MilestoneId == milestoneId);
        if (Priority is { } priority)
            tasks = tasks.Where(t => t.Priority == priority);
        if (ParentId is { } parentId)
            tasks = tasks.Where(t => t.ParentId == parentId);
        if (DueBefore is { } dueBefore)
            tasks = tasks.Where(t => t.DueDate < dueBefore);
        if (DueAfter is { } dueAfter)
            tasks = tasks.Where(t => t.DueDate > dueAfter);
        if (UpdatedAfter is { } updatedAfter)
            tasks = tasks.Where(t => t.UpdatedAt > updatedAfter);
        return string.IsNullOrWhiteSpace(Text) ? tasks : WithTexts(tasks, texts, Words(Text));
    }

    /// <summary>Every text occurs in key, title or description.</summary>
    internal static IQueryable<TaskView> WithTexts(IQueryable<TaskView> tasks, IQueryable<TaskSearch> documents, IEnumerable<string> texts)
    {
        foreach (var pattern in texts.Select(TextPattern.InDocument))
            documents = documents.Where(s => EF.Functions.Like(s.Document, pattern, TextPattern.Escape));

        return tasks.Where(t => documents.Any(s => s.TaskId == t.Id)).PlannedAnew();
    }

    private static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(10);
}
