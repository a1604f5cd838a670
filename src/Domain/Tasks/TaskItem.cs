using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Reminders;

namespace TaskFlow.Domain.Tasks;

/// <summary>A piece of work. <c>TaskItem</c> only because of <c>System.Threading.Tasks</c>.</summary>
public sealed class TaskItem : AggregateRoot, ITenantOwned
{
    public const int TitleMaxLength = 500;
    public const int DescriptionMaxLength = 100_000;
    public const int MaxAssignees = 50;
    public const int MaxLabels = 50;
    public const decimal MaxEstimate = 9999m;

    private TaskItem() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    /// <summary>1, 2, 3 … per project; with the project's key it makes the readable key.</summary>
    public long Number { get; private init; }

    public string Title { get; internal set; } = "";

    public string Description { get; internal set; } = "";

    public Guid StatusId { get; internal set; }

    public TaskPriority Priority { get; internal set; }

    public List<Guid> AssigneeIds { get; internal set; } = [];

    public List<Guid> LabelIds { get; internal set; } = [];

    public Guid? MilestoneId { get; internal set; }

    public Guid? ParentId { get; internal set; }

    public DateOnly? StartDate { get; internal set; }

    public DateOnly? DueDate { get; internal set; }

    /// <summary>0–9999, at most two decimals, in whatever unit the team counts.</summary>
    public decimal? Estimate { get; internal set; }

    /// <summary>Order in the column, compared ordinally; ties are broken by id. See <see cref="Tasks.Rank"/>.</summary>
    public string Rank { get; private set; } = "";

    /// <summary>The id of this work in the system it was imported from; unique in the project.</summary>
    public string? ExternalId { get; private init; }

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public Guid UpdatedBy { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When work began: set by the first status of a started or done category, cleared by going back before it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When the work was done; cleared when it is taken up again.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public static Result<TaskItem> Create(NewTask draft, TaskPatch values, StatusCategory category, Guid actorId, DateTimeOffset at)
    {
        var task = new TaskItem
        {
            Id = draft.Id,
            OrganizationId = draft.OrganizationId,
            ProjectId = draft.ProjectId,
            Number = draft.Number,
            Rank = Tasks.Rank.ForNumber(draft.Number),
            ExternalId = draft.ExternalId,
            CreatedBy = actorId,
            CreatedAt = draft.CreatedAt ?? at,
            UpdatedBy = actorId,
            UpdatedAt = at,
        };
        foreach (var (field, value) in values.Values)
            field.Set(task, value);
        // Work that was done elsewhere began and ended there: the moment of its import would be a lie in every report.
        task.KeepTimes(category, task.CreatedAt);
        if (task.BrokenRule() is { } broken)
            return broken;
        task.Raise(new TaskCreated(task, draft.ProjectKey, draft.ImportId, actorId, at));
        return task;
    }

    /// <summary>Merges a patch made on <paramref name="mergeBase"/> into the current state, all or nothing (S-2.2).</summary>
    /// <param name="categoryOf">The category of a status of this project.</param>
    /// <param name="importId">The import that wants it; null for a person's edit.</param>
    public Result<TaskMerge> Apply(
        TaskPatch patch,
        MergeBase mergeBase,
        string projectKey,
        Func<Guid, StatusCategory> categoryOf,
        Guid actorId,
        DateTimeOffset at,
        Guid? importId = null
    )
    {
        if (Math.Max(mergeBase.Version, patch.ShownVersion) is var known && known > Version)
            return VersionErrors.FromFuture(known, Version);
        if (ArchivedAt is not null)
            return TaskErrors.Archived;
        var merge = TaskMerge.Of(this, patch, mergeBase);
        if (merge.Conflicts.Count > 0)
            return TaskErrors.Conflict(mergeBase, this, merge.Conflicts);
        if (merge.Effective.Count == 0)
            return merge;

        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        foreach (var (field, value) in merge.Effective)
        {
            changes[field.Name] = new FieldChange(field.Of(this), value);
            field.Set(this, value);
        }

        if (BrokenRule() is { } broken)
        {
            foreach (var field in merge.Effective.Keys)
                field.Set(this, changes[field.Name].From);
            return broken;
        }

        if (merge.Effective.ContainsKey(TaskField.StatusId))
            KeepTimes(categoryOf(StatusId), at);
        Changed("task.updated", projectKey, changes, actorId, at, importId);
        return merge;
    }

    /// <summary>Puts the task at a place of a column. A rank is never a conflict: the last mover wins; the column is, as in a patch.</summary>
    public Result<TaskMerge> Move(
        Guid statusId,
        string rank,
        MergeBase mergeBase,
        string projectKey,
        StatusCategory category,
        Guid actorId,
        DateTimeOffset at
    )
    {
        if (mergeBase.Version > Version)
            return VersionErrors.FromFuture(mergeBase.Version, Version);
        if (ArchivedAt is not null)
            return TaskErrors.Archived;
        var merge = TaskMerge.Of(this, new TaskPatch().With(TaskField.StatusId, statusId), mergeBase);
        if (merge.Conflicts.Count > 0)
            return TaskErrors.Conflict(mergeBase, this, merge.Conflicts);

        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        if (statusId != StatusId)
        {
            changes[TaskField.StatusId.Name] = new FieldChange(StatusId, statusId);
            StatusId = statusId;
            KeepTimes(category, at);
        }

        if (!string.Equals(rank, Rank, StringComparison.Ordinal))
        {
            changes["rank"] = new FieldChange(Rank, rank);
            Rank = rank;
        }

        if (changes.Count > 0)
            Changed("task.moved", projectKey, changes, actorId, at);
        return merge;
    }

    /// <summary>A rank in the same order as the one it had: a task has not changed for anybody, and its column tells of it.</summary>
    public void Respread(string rank) => Rank = rank;

    /// <summary>Tells of its due date, and changes nothing (ADR 0030).</summary>
    public void RemindOfDue(DueState state, IReadOnlyList<Guid> userIds, string projectKey, Guid actorId, DateTimeOffset at) =>
        Raise(new TaskDue(this, projectKey, state, userIds, actorId, at));

    /// <summary>The workflow changed under the task: also archived tasks follow, and nobody's edit conflicts with it.</summary>
    public void LeaveDeletedStatus(Status target, string projectKey, Guid actorId, DateTimeOffset at)
    {
        var change = new FieldChange(StatusId, target.Id);
        StatusId = target.Id;
        KeepTimes(target.Category, at);
        Changed("task.moved", projectKey, new(StringComparer.Ordinal) { [TaskField.StatusId.Name] = change }, actorId, at);
    }

    /// <summary>The label is gone from the project; archived tasks lose it too.</summary>
    public void LoseDeletedLabel(Guid labelId, string projectKey, Guid actorId, DateTimeOffset at)
    {
        var change = new FieldChange(LabelIds, LabelIds.Where(id => id != labelId).ToList());
        LabelIds = (List<Guid>)change.To!;
        Changed("task.updated", projectKey, new(StringComparer.Ordinal) { [TaskField.LabelIds.Name] = change }, actorId, at);
    }

    /// <summary>The milestone is closed or gone from the project.</summary>
    /// <param name="next">The one that takes the task; null = none.</param>
    public void LeaveMilestone(Guid? next, string projectKey, Guid actorId, DateTimeOffset at)
    {
        var change = new FieldChange(MilestoneId, next);
        MilestoneId = next;
        Changed("task.updated", projectKey, new(StringComparer.Ordinal) { [TaskField.MilestoneId.Name] = change }, actorId, at);
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Archive(string projectKey, Guid actorId, DateTimeOffset at)
    {
        if (ArchivedAt is not null)
            return;
        ArchivedAt = at;
        var change = new FieldChange(null, at);
        Changed("task.archived", projectKey, new(StringComparer.Ordinal) { ["archived_at"] = change }, actorId, at);
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Restore(string projectKey, Guid actorId, DateTimeOffset at)
    {
        if (ArchivedAt is not { } archived)
            return;
        ArchivedAt = null;
        var change = new FieldChange(archived, null);
        Changed("task.restored", projectKey, new(StringComparer.Ordinal) { ["archived_at"] = change }, actorId, at);
    }

    private void KeepTimes(StatusCategory category, DateTimeOffset at)
    {
        StartedAt = category switch
        {
            StatusCategory.Started or StatusCategory.Done => StartedAt ?? at,
            StatusCategory.Canceled => StartedAt,
            StatusCategory.Backlog or StatusCategory.Unstarted => null,
        };
        CompletedAt = category == StatusCategory.Done ? CompletedAt ?? at : null;
    }

    /// <summary>The invariants, judged on the merged state: two valid edits may make an invalid task together.</summary>
    private Error? BrokenRule()
    {
        if (StartDate > DueDate)
            return TaskErrors.Invalid(TaskField.DueDate, "order", "due_date must not be before start_date.");
        if (Description.Length > DescriptionMaxLength)
            return TaskErrors.Invalid(TaskField.Description, "too_long", $"A description has at most {DescriptionMaxLength} characters.");
        if (AssigneeIds.Count > MaxAssignees)
            return TaskErrors.Invalid(TaskField.AssigneeIds, "too_many", $"A task has at most {MaxAssignees} assignees.");
        if (LabelIds.Count > MaxLabels)
            return TaskErrors.Invalid(TaskField.LabelIds, "too_many", $"A task has at most {MaxLabels} labels.");
        return ParentId == Id ? TaskErrors.Invalid(TaskField.ParentId, "cycle", "A task cannot be its own parent.") : null;
    }

    private void Changed(
        string type,
        string projectKey,
        Dictionary<string, FieldChange> changes,
        Guid actorId,
        DateTimeOffset at,
        Guid? importId = null
    )
    {
        Version++;
        UpdatedBy = actorId;
        UpdatedAt = at;
        Raise(new TaskChanged(this, projectKey, type, changes, actorId, at) { ImportId = importId });
    }
}

/// <summary>What a new task is given besides its editable fields.</summary>
public sealed record NewTask(Guid Id, Guid OrganizationId, Guid ProjectId, string ProjectKey, long Number)
{
    public string? ExternalId { get; init; }

    /// <summary>When it was created elsewhere; null = now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public Guid? ImportId { get; init; }
}
