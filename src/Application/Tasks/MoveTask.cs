using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>To a column, behind or before a neighbour, or to its end. The server makes the rank, under the lock of the column (S-2.4).</summary>
public sealed record MoveTask(ResourceRef Task, Guid StatusId, Guid? AfterTaskId, Guid? BeforeTaskId, int? BaseVersion)
    : ICommand<TaskChange>,
        INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);

    public FrameNeeds Needs =>
        new() { ChangesTaskSince = BaseVersion ?? int.MaxValue, Place = new Place(StatusId, AfterTaskId, BeforeTaskId) };
}

internal sealed class MoveTaskRules : AbstractValidator<MoveTask>
{
    public MoveTaskRules()
    {
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
        RuleFor(c => c.StatusId).NotEmpty();
    }
}

internal sealed class MoveTaskHandler(TaskChanges changes, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<MoveTask, Result<TaskChange>>
{
    public async Task<Result<TaskChange>> Handle(MoveTask request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (changes.Refusal is { } archived)
            return archived;
        if (frame.Status(request.StatusId) is not { } status)
            return TaskErrors.Invalid(TaskField.StatusId, "unknown_status", "The status is not one of this project.");

        var task = await changes.LoadAsync(cancellationToken);
        var rank = RankFor(request, task, frame.Place!);
        if (rank.IsFailure)
            return rank.Refusal;
        var versionBefore = task.Version;
        var mergeBase = changes.BaseOf(request.BaseVersion, task);
        var merge = task.Move(status.Id, rank.Value, mergeBase, frame.Key, status.Category, actor.UserId, clock.GetUtcNow());
        return changes.Answer(task, merge, mergeBase, versionBefore);
    }

    /// <summary>A neighbour that has moved meanwhile sends the task to the end; one that never stood there is a mistake of the caller.</summary>
    private static Result<string> RankFor(MoveTask request, TaskItem task, PlaceFacts place)
    {
        if (request.AfterTaskId == task.Id || request.BeforeTaskId == task.Id)
            return Error.Invalid(FieldError.In("/after_task_id", "itself", "A task cannot be its own neighbour."));
        if (Misplaced(request.AfterTaskId, place.After, "/after_task_id") is { } after)
            return after;
        if (Misplaced(request.BeforeTaskId, place.Before, "/before_task_id") is { } before)
            return before;

        if (place.After is { StandsThere: true } previous)
        {
            var next =
                place.Before is { StandsThere: true } both && string.CompareOrdinal(previous.Rank, both.Rank) < 0
                    ? both.Rank
                    : place.NextRank;
            // Both were named and others were put between them since: behind the first is where the person looked.
            next = place.NextRank is { } nearest && string.CompareOrdinal(nearest, next) < 0 ? nearest : next;
            return Rank.Between(previous.Rank, next);
        }

        if (place.Before is { StandsThere: true } following)
            return Rank.Between(place.PreviousRank, following.Rank);
        var namesNobody = request.AfterTaskId is null && request.BeforeTaskId is null;
        if (namesNobody && task.StatusId == request.StatusId && string.CompareOrdinal(task.Rank, place.LastRank) > 0)
            return task.Rank;
        return Rank.Between(place.LastRank, null);
    }

    private static Error? Misplaced(Guid? taskId, Neighbour? neighbour, string pointer) =>
        taskId is null || neighbour is { StandsThere: true } or { StoodThere: true }
            ? null
            : Error.Invalid(FieldError.In(pointer, "not_in_column", "The neighbour does not stand in this column."));
}
