using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Milestones;

/// <param name="OpenCount">Its tasks that are neither done nor canceled; archived ones are not counted.</param>
/// <param name="DoneCount">Its tasks that are done.</param>
public sealed record MilestoneView(
    Guid Id,
    Guid ProjectId,
    string Name,
    string Description,
    DateOnly? StartDate,
    DateOnly? EndDate,
    MilestoneState State,
    int Version,
    int OpenCount,
    int DoneCount
)
{
    public static MilestoneView From(Milestone milestone, int openCount, int doneCount) =>
        new(
            milestone.Id,
            milestone.ProjectId,
            milestone.Name,
            milestone.Description,
            milestone.StartDate,
            milestone.EndDate,
            milestone.State,
            milestone.Version,
            openCount,
            doneCount
        );
}

internal static class MilestoneTasks
{
    /// <summary>Still to be done.</summary>
    public static IQueryable<TaskView> Open(this IQueryable<TaskView> tasks) =>
        tasks.Where(t => t.ArchivedAt == null && t.StatusCategory != StatusCategory.Done && t.StatusCategory != StatusCategory.Canceled);

    public static IQueryable<TaskView> Done(this IQueryable<TaskView> tasks) =>
        tasks.Where(t => t.ArchivedAt == null && t.StatusCategory == StatusCategory.Done);
}
