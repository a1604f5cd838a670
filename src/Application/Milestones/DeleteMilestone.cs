using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Milestones;

/// <summary>Tasks leave it, each with a revision of its own, so that no later merge brings it back.</summary>
public sealed record DeleteMilestone(Guid MilestoneId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Milestone(MilestoneId));
}

internal sealed class DeleteMilestoneHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<DeleteMilestone, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteMilestone request, CancellationToken cancellationToken)
    {
        var milestone = await db
            .Milestones.Where(m => m.Id == request.MilestoneId)
            .LockedForDeletion()
            .SingleOrDefaultAsync(cancellationToken);
        if (milestone is null)
            return Done.Value;

        var now = clock.GetUtcNow();
        var projectKey = await db.Projects.Where(p => p.Id == milestone.ProjectId).Select(p => p.Key).SingleAsync(cancellationToken);
        var tasks = await db
            .Tasks.Where(t => t.ProjectId == milestone.ProjectId && t.MilestoneId == milestone.Id)
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        foreach (var task in tasks)
            task.LeaveMilestone(null, projectKey, actor.UserId, now);
        milestone.Delete(actor.UserId, now);
        return Done.Value;
    }
}
