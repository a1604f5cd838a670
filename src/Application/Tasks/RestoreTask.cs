using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>Brings an archived task back to where it was.</summary>
public sealed record RestoreTask(ResourceRef Task) : ICommand<TaskView>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue };
}

internal sealed class RestoreTaskHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<RestoreTask, Result<TaskView>>
{
    public async Task<Result<TaskView>> Handle(RestoreTask request, CancellationToken cancellationToken)
    {
        if (changes.Refusal is { } archived)
            return archived;
        var task = await changes.LoadAsync(cancellationToken);
        task.Restore(unitOfWork.Frame.Key, actor.UserId, clock.GetUtcNow());
        return changes.View(task);
    }
}
