using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Application.Board;

internal static class BoardCards
{
    /// <summary>
    /// The first cards of every column in one statement: per status one range scan of <c>tasks_column</c>. The category comes from the
    /// column, which also keeps the inner query dependent on it (LATERAL): numbering the rows of all columns instead reads every task of
    /// the organization.
    /// </summary>
    public static Task<List<BoardCard>> CardsAsync(
        this IAppDbContext db,
        Guid organizationId,
        Guid projectId,
        int limit,
        CancellationToken cancellationToken
    ) =>
        db
            .Statuses.Where(s => s.OrganizationId == organizationId && s.ProjectId == projectId)
            .SelectMany(s =>
                db.TaskViews.Where(t => t.OrganizationId == organizationId && t.StatusId == s.Id && t.ArchivedAt == null)
                    .OrderBy(t => t.Rank)
                    .ThenBy(t => t.Id)
                    .Take(limit)
                    .Select(t => new BoardCard
                    {
                        Id = t.Id,
                        Key = t.Key,
                        Number = t.Number,
                        Title = t.Title,
                        StatusId = t.StatusId,
                        StatusCategory = s.Category,
                        Priority = t.Priority,
                        AssigneeIds = t.AssigneeIds,
                        LabelIds = t.LabelIds,
                        MilestoneId = t.MilestoneId,
                        ParentId = t.ParentId,
                        StartDate = t.StartDate,
                        DueDate = t.DueDate,
                        Estimate = t.Estimate,
                        Rank = t.Rank,
                        Version = t.Version,
                        UpdatedAt = t.UpdatedAt,
                        CommentCount = t.CommentCount,
                        SubtaskCount = t.SubtaskCount,
                    })
            )
            .ToListAsync(cancellationToken);
}
