using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>PATCH: every named field is an intent.</summary>
/// <param name="BaseVersion">The version the client edited; null = the latest.</param>
/// <param name="OverridesLock">An admin writes text that somebody else is editing.</param>
public sealed record UpdateTask(ResourceRef Task, TaskPatch Patch, int? BaseVersion, bool OverridesLock) : ICommand<TaskChange>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs => TaskRules.NeedsOf(Patch) with { ChangesTaskSince = BaseVersion ?? int.MaxValue };
}

internal sealed class UpdateTaskRules : AbstractValidator<UpdateTask>
{
    public UpdateTaskRules()
    {
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
        RuleFor(c => c.Patch).TaskFields();
    }
}

internal sealed class UpdateTaskHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateTask, Result<TaskChange>>
{
    public async Task<Result<TaskChange>> Handle(UpdateTask request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (changes.Refusal is { } archived)
            return archived;
        if (TaskRules.AgainstFrame(request.Patch, frame, actor.Scope.ResourceId!.Value) is { } refusal)
            return refusal;
        if (changes.HeldByAnother(request.Patch, request.OverridesLock) is { } held)
            return held;

        var task = await changes.LoadAsync(cancellationToken);
        var versionBefore = task.Version;
        var mergeBase = changes.BaseOf(request.BaseVersion, task);
        var merge = task.Apply(request.Patch, mergeBase, frame.Key, frame.CategoryOf, actor.UserId, clock.GetUtcNow());
        return changes.Answer(task, merge, mergeBase, versionBefore);
    }
}
