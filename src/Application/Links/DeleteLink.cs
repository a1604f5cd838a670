using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Links;

/// <summary>From either side; also when it is gone already.</summary>
public sealed record DeleteLink(ResourceRef Task, Guid LinkId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);
}

internal sealed class DeleteLinkHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<DeleteLink, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteLink request, CancellationToken cancellationToken)
    {
        var (organizationId, taskId) = (actor.Scope.OrganizationId, actor.Scope.ResourceId!.Value);
        var link = await db
            .TaskLinks.Where(l => l.OrganizationId == organizationId && l.Id == request.LinkId)
            .SingleOrDefaultAsync(l => l.FromTaskId == taskId || l.ToTaskId == taskId, cancellationToken);
        if (link is null)
            return Done.Value;
        var both = db.Tasks.Where(t => t.Id == link.FromTaskId || t.Id == link.ToTaskId);
        var ends = await LinkEnds.LockAsync(db, organizationId, both, cancellationToken);
        if (ends.RefusalOf(taskId) is { } archived)
            return archived;
        link.Cut(ends[link.FromTaskId], ends[link.ToTaskId], actor.UserId, clock.GetUtcNow());
        db.TaskLinks.Remove(link);
        return Done.Value;
    }
}
