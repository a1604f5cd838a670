using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>Releases the edit lock. Also a success when nobody holds it, and on an archived task: it only gives way.</summary>
/// <param name="Overrides">An admin releases somebody else's.</param>
public sealed record UnlockTask(ResourceRef Task, bool Overrides) : ICommand<Done>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue };
}

internal sealed class UnlockTaskHandler(IAppDbContext db, TaskChanges changes, IUnitOfWork unitOfWork, IRealtimeBus bus, Actor actor)
    : IRequestHandler<UnlockTask, Result<Done>>
{
    public async Task<Result<Done>> Handle(UnlockTask request, CancellationToken cancellationToken)
    {
        if (changes.HeldByAnother(request.Overrides) is { } held)
            return held;
        var scope = actor.Scope;
        var last = await db.TaskLocks.SingleOrDefaultAsync(
            l => l.OrganizationId == scope.OrganizationId && l.TaskId == scope.TaskId,
            cancellationToken
        );
        if (last is null)
            return Done.Value;
        db.TaskLocks.Remove(last);
        unitOfWork.AfterCommit(() => bus.Tell(new Hint.PresenceMoved(unitOfWork.Frame.ProjectId)));
        return Done.Value;
    }
}
