using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Domain.Tasks;

/// <summary>Taking one revision back, whatever came after it (S-2.2).</summary>
public static class TaskUndo
{
    /// <summary>Every field the revision changed, back to what it was before.</summary>
    public static TaskPatch InverseOf(Revision revision)
    {
        var inverse = new TaskPatch();
        foreach (var (field, change) in revision.Changes)
            inverse.With(field, change.From);
        return inverse;
    }

    /// <param name="inverse">What the revision's inverse comes to in a project that may have lost labels and members since.</param>
    /// <param name="since">The revision as a merge base, with what happened after it.</param>
    public static Result<TaskMerge> Undo(
        this TaskItem task,
        Revision revision,
        TaskPatch inverse,
        MergeBase since,
        string projectKey,
        Func<Guid, StatusCategory> categoryOf,
        Guid actorId,
        DateTimeOffset at
    )
    {
        if (revision.Archived is { } archived)
        {
            if (archived)
                task.Restore(projectKey, actorId, at);
            else
                task.Archive(projectKey, actorId, at);
            return new TaskMerge(new Dictionary<TaskField, object?>(), []);
        }

        if (revision.RankBefore is { } rank)
        {
            var statusId = inverse[TaskField.StatusId] as Guid? ?? task.StatusId;
            return task.Move(statusId, rank, since, projectKey, categoryOf(statusId), actorId, at);
        }

        return inverse.IsEmpty ? TaskErrors.NothingToUndo : task.Apply(inverse, since, projectKey, categoryOf, actorId, at);
    }
}
