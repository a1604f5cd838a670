using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Statuses;

/// <param name="MoveTo">The status that takes its tasks, archived ones too; needed when there are any.</param>
public sealed record DeleteStatus(Guid StatusId, Guid? MoveTo) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Status(StatusId));
}

internal sealed class DeleteStatusHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<DeleteStatus, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteStatus request, CancellationToken cancellationToken)
    {
        var projectId = actor.Scope.ProjectId!.Value;
        var project = await db.Projects.Where(p => p.Id == projectId).Locked().SingleAsync(cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var columns = await db
            .Statuses.Where(s => s.ProjectId == projectId)
            .OrderBy(s => s.Id)
            .LockedForDeletion()
            .ToListAsync(cancellationToken);
        if (columns.Find(s => s.Id == request.StatusId) is not { } status)
            return Done.Value;
        if (columns.Count == 1)
            return ProjectErrors.LastStatus;
        var target = columns.Find(s => s.Id == request.MoveTo && s != status);
        if (request.MoveTo is not null && target is null)
            return ProjectErrors.UnknownMoveTarget;

        var now = clock.GetUtcNow();
        var tasks = await db
            .Tasks.Where(t => t.ProjectId == projectId && t.StatusId == status.Id)
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        if (tasks.Count > 0 && target is null)
            return ProjectErrors.StatusInUse;
        foreach (var task in tasks)
            task.LeaveDeletedStatus(target!, project.Key, actor.UserId, now);

        status.Delete(target?.Id, actor.UserId, now);
        var position = 0;
        foreach (var remaining in columns.Where(s => s != status).OrderBy(s => s.Position))
            remaining.Edit(new StatusEdit(null, null, null, position++, null), actor.UserId, now);
        return Done.Value;
    }
}
