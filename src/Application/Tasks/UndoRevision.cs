using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>
/// The inverse of one revision, merged like any edit: what others changed since stays, and where they changed the same field it is a
/// conflict. Labels, milestones, people and statuses that are gone by now do not come back.
/// </summary>
/// <param name="OverridesLock">An admin writes text that somebody else is editing.</param>
public sealed record UndoRevision(ResourceRef Task, int Version, bool OverridesLock) : ICommand<TaskChange>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs =>
        new()
        {
            ChangesTaskSince = Version - 1,
            EverythingToChooseFrom = true,
            ParentBeforeRevision = Version,
        };
}

internal sealed class UndoRevisionRules : AbstractValidator<UndoRevision>
{
    public UndoRevisionRules() => RuleFor(c => c.Version).GreaterThan(0);
}

internal sealed class UndoRevisionHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<UndoRevision, Result<TaskChange>>
{
    public async Task<Result<TaskChange>> Handle(UndoRevision request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (changes.Refusal is { } archived)
            return archived;
        if (frame.Revisions.FirstOrDefault(r => r.Version == request.Version) is not { } revision)
            return Error.NotFound("Revision");
        if (revision.Changes.TryGetValue(TaskField.StatusId, out var status) && frame.Status((Guid)status.From!) is null)
            return TaskErrors.StatusIsGone;
        var inverse = Known(TaskUndo.InverseOf(revision), frame);
        if (changes.HeldByAnother(inverse, request.OverridesLock) is { } held)
            return held;

        var task = await changes.LoadAsync(cancellationToken);
        var versionBefore = task.Version;
        var since = new MergeBase(request.Version, [.. frame.Revisions.Where(r => r.Version > request.Version)]);
        if (inverse[TaskField.ParentId] is Guid && frame.Lineage?.RefusalOf(task.Id) is { } misplaced)
            return Error.InvalidState($"The subtask cannot go back below its earlier parent. {misplaced.Message}");
        var merge = task.Undo(revision, inverse, since, frame.Key, frame.CategoryOf, actor.UserId, clock.GetUtcNow());
        return changes.Answer(task, merge, since, versionBefore);
    }

    private static TaskPatch Known(TaskPatch inverse, ProjectFrame frame)
    {
        foreach (var (field, known) in new[] { (TaskField.LabelIds, frame.KnownLabels), (TaskField.AssigneeIds, frame.KnownMembers) })
        {
            if (inverse.Touches(field))
                inverse.With(field, inverse.IdsIn(field).Where(known.Contains).ToList());
        }

        if (inverse[TaskField.MilestoneId] is Guid milestoneId && !frame.KnownMilestones.Contains(milestoneId))
            inverse.With(TaskField.MilestoneId, null);
        return inverse;
    }
}
