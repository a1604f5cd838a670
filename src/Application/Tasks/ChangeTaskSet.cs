using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>Adds or removes one assignee or label. Such changes commute and never conflict; repeating one changes nothing.</summary>
public sealed record ChangeTaskSet(ResourceRef Task, TaskField Field, Guid Element, bool Adds)
    : ICommand<TaskView>,
        INeedAFrame,
        IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs =>
        new()
        {
            ChangesTaskSince = int.MaxValue,
            LabelIds = Adds && Field == TaskField.LabelIds ? [Element] : [],
            UserIds = Adds && Field == TaskField.AssigneeIds ? [Element] : [],
        };
}

internal sealed class ChangeTaskSetHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<ChangeTaskSet, Result<TaskView>>
{
    public async Task<Result<TaskView>> Handle(ChangeTaskSet request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (changes.Refusal is { } archived)
            return archived;
        if (request.Adds && !frame.KnownLabels.Contains(request.Element) && !frame.KnownMembers.Contains(request.Element))
            return TaskErrors.Invalid(request.Field, "unknown", "There is no such label or member in this project.");

        var task = await changes.LoadAsync(cancellationToken);
        var others = ((IEnumerable<Guid>)request.Field.Of(task)!).Where(id => id != request.Element);
        var patch = new TaskPatch().With(request.Field, request.Adds ? [.. others, request.Element] : others.ToList());
        var merge = task.Apply(patch, MergeBase.Latest(task.Version), frame.Key, frame.CategoryOf, actor.UserId, clock.GetUtcNow());
        return merge.IsFailure ? merge.Refusal : changes.View(task);
    }
}
