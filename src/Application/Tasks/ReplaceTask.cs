using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>PUT: the whole editable state, three-way against its base. A member that equals its value at the base was not touched.</summary>
/// <param name="OverridesLock">An admin writes text that somebody else is editing.</param>
public sealed record ReplaceTask(ResourceRef Task, TaskPatch State, int BaseVersion, bool OverridesLock) : ICommand<TaskChange>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => TaskRules.NeedsOf(State) with { ChangesTaskSince = BaseVersion };
}

internal sealed class ReplaceTaskRules : AbstractValidator<ReplaceTask>
{
    public ReplaceTaskRules()
    {
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
        RuleFor(c => c.State).TaskFields();
    }
}

internal sealed class ReplaceTaskHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<ReplaceTask, Result<TaskChange>>
{
    public async Task<Result<TaskChange>> Handle(ReplaceTask request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (changes.Refusal is { } archived)
            return archived;

        var task = await changes.LoadAsync(cancellationToken);
        var versionBefore = task.Version;
        var mergeBase = changes.BaseOf(request.BaseVersion, task);
        var touched = request.State.DifferencesFrom(field => mergeBase.ValueOf(field, task));
        if (TaskRules.AgainstFrame(touched, frame, task.Id) is { } refusal)
            return refusal;
        if (changes.HeldByAnother(touched, request.OverridesLock) is { } held)
            return held;
        var merge = task.Apply(touched, mergeBase, frame.Key, frame.CategoryOf, actor.UserId, clock.GetUtcNow());
        return changes.Answer(task, merge, mergeBase, versionBefore);
    }
}
