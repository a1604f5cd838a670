using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>DELETE: the task leaves board and lists and can be restored. Also a success when it was archived already.</summary>
public sealed record ArchiveTask(ResourceRef Task) : ICommand<Done>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue };
}

internal sealed class ArchiveTaskHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<ArchiveTask, Result<Done>>
{
    public async Task<Result<Done>> Handle(ArchiveTask request, CancellationToken cancellationToken)
    {
        if (changes.Refusal is { } archived)
            return archived;
        var task = await changes.LoadAsync(cancellationToken);
        task.Archive(unitOfWork.Frame.Key, actor.UserId, clock.GetUtcNow());
        return Done.Value;
    }
}
