using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Milestones;

/// <param name="RollOver">Where its open tasks go; null = they stay.</param>
public sealed record CloseMilestone(Guid MilestoneId, RollOver? RollOver) : ICommand<MilestoneView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Milestone(MilestoneId));
}

/// <param name="MoveTo">Another open milestone of the project; null = out of every milestone.</param>
public sealed record RollOver(Guid? MoveTo);

internal sealed class CloseMilestoneHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<CloseMilestone, Result<MilestoneView>>
{
    public async Task<Result<MilestoneView>> Handle(CloseMilestone request, CancellationToken cancellationToken)
    {
        var projectId = actor.Scope.ProjectId!.Value;
        var wanted = request.RollOver?.MoveTo;
        // As for a deletion: who is just putting a task here comes first and its task rolls over too, or comes after.
        var milestones = await db
            .Milestones.Where(m => m.ProjectId == projectId && (m.Id == request.MilestoneId || m.Id == wanted))
            .OrderBy(m => m.Id)
            .LockedForDeletion()
            .ToListAsync(cancellationToken);
        if (milestones.Find(m => m.Id == request.MilestoneId) is not { } milestone)
            return Error.NotFound("Milestone");
        if (wanted is not null && !milestones.Exists(m => m.Id == wanted && m != milestone && m.State == MilestoneState.Open))
            return ProjectErrors.UnknownMilestoneTarget;
        var project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == projectId, cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;

        var now = clock.GetUtcNow();
        var views = db.TaskViews.Where(t => t.OrganizationId == project.OrganizationId && t.MilestoneId == milestone.Id);
        var done = await views.Done().CountAsync(cancellationToken);
        var open = request.RollOver is null ? await views.Open().CountAsync(cancellationToken) : 0;
        if (request.RollOver is not null)
            await RollOverAsync(milestone, wanted, project.Key, now, cancellationToken);
        milestone.Edit(MilestoneEdit.Closing, actor.UserId, now);
        return MilestoneView.From(milestone, open, done);
    }

    private async Task RollOverAsync(
        Milestone milestone,
        Guid? target,
        string projectKey,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var ended = await db
            .Statuses.Where(s => s.ProjectId == milestone.ProjectId)
            .Where(s => s.Category == StatusCategory.Done || s.Category == StatusCategory.Canceled)
            .Select(s => s.Id)
            .ToListAsync(cancellationToken);
        var tasks = await db
            .Tasks.Where(t => t.ProjectId == milestone.ProjectId && t.MilestoneId == milestone.Id && t.ArchivedAt == null)
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        foreach (var task in tasks.Where(t => !ended.Contains(t.StatusId)))
            task.LeaveMilestone(target, projectKey, actor.UserId, now);
    }
}
