using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Labels;

/// <summary>Tasks lose the label, each with a revision of its own, so that no later merge brings it back.</summary>
public sealed record DeleteLabel(Guid LabelId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Label(LabelId));
}

internal sealed class DeleteLabelHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<DeleteLabel, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteLabel request, CancellationToken cancellationToken)
    {
        var label = await db.Labels.Where(l => l.Id == request.LabelId).LockedForDeletion().SingleOrDefaultAsync(cancellationToken);
        if (label is null)
            return Done.Value;

        var now = clock.GetUtcNow();
        var projectKey = await db.Projects.Where(p => p.Id == label.ProjectId).Select(p => p.Key).SingleAsync(cancellationToken);
        var tasks = await db
            .Tasks.Where(t => t.ProjectId == label.ProjectId && t.LabelIds.Contains(label.Id))
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        foreach (var task in tasks)
            task.LoseDeletedLabel(label.Id, projectKey, actor.UserId, now);
        label.Delete(actor.UserId, now);
        return Done.Value;
    }
}
