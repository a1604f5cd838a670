using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>A changed task, and the caller's fields that were put on top of somebody else's newer version.</summary>
public sealed record TaskChange(TaskView Task, IReadOnlyList<string> MergedFields);

/// <summary>What every change of one task does before and after its decision. The row is locked already, by the look.</summary>
internal sealed class TaskChanges(IAppDbContext db, IUnitOfWork unitOfWork, LongRanks longRanks, Actor actor)
{
    public Task<TaskItem> LoadAsync(CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        return db.LoadTaskAsync(scope.OrganizationId, scope.ResourceId!.Value, cancellationToken);
    }

    public Error? Refusal => unitOfWork.Frame.ArchivedAt is null ? null : ProjectErrors.Archived;

    /// <summary>Somebody else edits the text of the task, and this change is not an admin's who goes past that (S-2.3).</summary>
    public Error? HeldByAnother(bool overrides) =>
        unitOfWork.Frame.Task!.Lock is { } held && held.UserId != actor.UserId && !(overrides && actor.IsAdmin)
            ? TaskErrors.Locked(held.UserId, held.ExpiresAt)
            : null;

    /// <summary>An edit lock guards the text; other fields pass.</summary>
    public Error? HeldByAnother(TaskPatch patch, bool overrides) => patch.TouchesText ? HeldByAnother(overrides) : null;

    /// <summary>The state the client edited. Without a version the latest is assumed (api.md, PATCH).</summary>
    public MergeBase BaseOf(int? version, TaskItem current) =>
        version is { } stated ? new MergeBase(stated, unitOfWork.Frame.Revisions) : MergeBase.Latest(current.Version);

    public Result<TaskChange> Answer(TaskItem task, Result<TaskMerge> merge, MergeBase mergeBase, int versionBefore)
    {
        if (merge.IsFailure)
            return WithCurrent(merge.Refusal, task);
        // Moves make long ranks, and undoing a move brings one back.
        if (task.Rank.Length > RankSpread.LongestRank)
            longRanks.Tell(new CrowdedColumn(task.OrganizationId, task.StatusId, actor.UserId));
        var merged = mergeBase.Version < versionBefore && merge.Value.Effective.Count > 0;
        unitOfWork.AfterCommit(() => EditMetrics.CountApplied(merged));
        string[] fields = merged ? [.. merge.Value.Effective.Keys.Select(f => f.Name).Order(StringComparer.Ordinal)] : [];
        return new TaskChange(View(task), fields);
    }

    public TaskView View(TaskItem task)
    {
        var frame = unitOfWork.Frame;
        var facts = frame.Task!;
        return TaskView.From(task, frame.Key, frame.CategoryOf(task.StatusId)) with
        {
            LockUserId = facts.Lock?.UserId,
            LockExpiresAt = facts.Lock?.ExpiresAt,
            CommentCount = facts.CommentCount,
            SubtaskCount = facts.SubtaskCount,
        };
    }

    /// <summary>A conflict carries the whole current task, so that the client needs no second request to ask the person.</summary>
    private Error WithCurrent(Error refusal, TaskItem task)
    {
        if (refusal.Code != ErrorCodes.VersionConflict)
            return refusal;
        EditMetrics.CountRefused(refusal);
        var details = new Dictionary<string, object?>(refusal.Details!, StringComparer.Ordinal) { ["current"] = View(task) };
        return refusal with { Details = details };
    }
}
