using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>Takes or renews the edit lock (S-2.3). It is no change of the task: no envelope, no new version.</summary>
/// <param name="Overrides">An admin takes it from whoever holds it.</param>
public sealed record LockTask(ResourceRef Task, bool Overrides) : ICommand<LockView>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue };
}

/// <summary>A lock that holds.</summary>
public sealed record LockView(Guid UserId, DateTimeOffset ExpiresAt);

internal sealed class LockTaskHandler(IAppDbContext db, TaskChanges changes, IUnitOfWork unitOfWork, IRealtimeBus bus, Actor actor)
    : IRequestHandler<LockTask, Result<LockView>>
{
    public async Task<Result<LockView>> Handle(LockTask request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (frame.Closed is { } closed)
            return closed;
        if (changes.HeldByAnother(request.Overrides) is { } held)
            return held;

        var taskId = actor.Scope.TaskId;
        var expiresAt = frame.Task!.Now + TaskLock.Lease;
        var last = await db.TaskLocks.SingleOrDefaultAsync(
            l => l.OrganizationId == frame.OrganizationId && l.TaskId == taskId,
            cancellationToken
        );
        if (last is null)
            db.TaskLocks.Add(TaskLock.Of(frame.OrganizationId, taskId, actor.UserId, expiresAt));
        else
            last.PassTo(actor.UserId, expiresAt);
        unitOfWork.AfterCommit(() => bus.Tell(new Hint.PresenceMoved(frame.ProjectId)));
        return new LockView(actor.UserId, expiresAt);
    }
}
