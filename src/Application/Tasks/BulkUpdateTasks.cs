using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>
/// One edit of many tasks, of any project the caller sees, in one transaction. Each task has an outcome of its own: what is refused for
/// one is applied to the others.
/// </summary>
public sealed record BulkUpdateTasks(IReadOnlyList<Guid> TaskIds, BulkEdit Edit) : ICommand<IReadOnlyList<BulkOutcome>>
{
    public const int MaxTasks = 500;

    public AccessRule Access => AccessRule.SignedIn;
}

/// <param name="Version">Of the task now; null when it was refused.</param>
public sealed record BulkOutcome(Guid TaskId, int? Version, Error? Refusal);

internal sealed class BulkUpdateTasksRules : AbstractValidator<BulkUpdateTasks>
{
    public BulkUpdateTasksRules()
    {
        RuleFor(c => c.TaskIds.Count)
            .InclusiveBetween(1, BulkUpdateTasks.MaxTasks)
            .OverridePropertyName("task_ids")
            .WithErrorCode("out_of_range")
            .WithMessage($"A bulk edit names 1–{BulkUpdateTasks.MaxTasks} tasks.");
        RuleFor(c => c.Edit)
            .Must(e => !e.IsEmpty)
            .OverridePropertyName("patch")
            .WithErrorCode("required")
            .WithMessage("The patch sets at least one field.");
        RuleFor(c => c.Edit)
            .Must(e => e.Archived is null || !e.ChangesFields)
            .OverridePropertyName("archived")
            .WithErrorCode("not_allowed")
            .WithMessage("Archiving and restoring go alone: an archived task takes no other change.");
        RuleFor(c => c.Edit)
            .Must(e => !e.Sets.Any(set => e.Patch.Touches(set.Field)))
            .OverridePropertyName("patch")
            .WithErrorCode("not_allowed")
            .WithMessage("Assignees and labels are either set as a whole or changed by element.");
        RuleFor(c => c.Edit.Named).TaskFields();
    }
}

internal sealed class BulkUpdateTasksHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    Backpressure backpressure,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<BulkUpdateTasks, Result<IReadOnlyList<BulkOutcome>>>
{
    private static readonly Error NotThere = Error.NotFound("Task");
    private static readonly Error NotYours = Error.Forbidden("Your role does not allow editing this task.");

    public async Task<Result<IReadOnlyList<BulkOutcome>>> Handle(BulkUpdateTasks request, CancellationToken cancellationToken)
    {
        var ids = request.TaskIds.Distinct().ToList();
        var named = request.Edit.Named;
        var parent = await HoldTreeAsync(named, ids, cancellationToken);
        var labels = await HoldAsync(named, cancellationToken);
        var milestone = await HoldMilestoneAsync(named, cancellationToken);
        var tasks = await db
            .Tasks.Where(t => ids.Contains(t.Id))
            .OrderBy(t => t.Id)
            .Locked()
            .ToDictionaryAsync(t => t.Id, cancellationToken);
        foreach (var organizationId in tasks.Values.Select(t => t.OrganizationId).Distinct())
            if (backpressure.RefuseBulk(organizationId) is { } refusal)
                return refusal;
        var held = await HeldByOthersAsync(named, ids, cancellationToken);
        var frames = await FramesAsync(named, tasks.Values, labels, milestone, parent, cancellationToken);
        var now = clock.GetUtcNow();
        return ids.ConvertAll(id => Apply(id, tasks.GetValueOrDefault(id), request.Edit, held.GetValueOrDefault(id), frames, now));
    }

    private BulkOutcome Apply(
        Guid id,
        TaskItem? task,
        BulkEdit edit,
        LockView? held,
        Dictionary<Guid, ProjectFrame> frames,
        DateTimeOffset now
    )
    {
        if (task is null || actor.MembershipIn(task.OrganizationId)?.Sees(task.ProjectId) != true)
            return new BulkOutcome(id, null, NotThere);
        if (!actor.MembershipIn(task.OrganizationId)!.Role.Allows(Permission.Edit))
            return new BulkOutcome(id, null, NotYours);
        var frame = frames[task.ProjectId];
        if (frame.ArchivedAt is not null)
            return new BulkOutcome(id, null, ProjectErrors.Archived);
        if (TaskRules.AgainstFrame(edit.Named, frame, id) is { } refusal)
            return new BulkOutcome(id, null, refusal);
        if (held is not null)
            return new BulkOutcome(id, null, TaskErrors.Locked(held.UserId, held.ExpiresAt));
        if (edit.Archived is { } archived)
            return Shelve(task, archived, frame.Key, now);
        var latest = MergeBase.Latest(task.Version);
        var merge = task.Apply(edit.For(task), latest, frame.Key, frame.CategoryOf, actor.UserId, now);
        return merge.IsFailure ? new BulkOutcome(id, null, merge.Refusal) : new BulkOutcome(id, task.Version, null);
    }

    private BulkOutcome Shelve(TaskItem task, bool archived, string projectKey, DateTimeOffset now)
    {
        if (archived)
            task.Archive(projectKey, actor.UserId, now);
        else
            task.Restore(projectKey, actor.UserId, now);
        return new BulkOutcome(task.Id, task.Version, null);
    }

    /// <summary>Read under the locks of the tasks: the text of these is being edited by somebody else.</summary>
    private async Task<Dictionary<Guid, LockView>> HeldByOthersAsync(TaskPatch patch, List<Guid> ids, CancellationToken cancellationToken)
    {
        if (!patch.TouchesText)
            return [];
        var held = await db
            .TaskViews.Where(t => ids.Contains(t.Id) && t.LockUserId != null && t.LockUserId != actor.UserId)
            .Select(t => new
            {
                t.Id,
                t.LockUserId,
                t.LockExpiresAt,
            })
            .ToListAsync(cancellationToken);
        return held.ToDictionary(t => t.Id, t => new LockView(t.LockUserId!.Value, t.LockExpiresAt!.Value));
    }

    /// <summary>The project first of all, so that nobody changes a parent in it meanwhile.</summary>
    private async Task<(Guid? ProjectId, TaskLineage? Lineage)> HoldTreeAsync(
        TaskPatch patch,
        List<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        if (patch[TaskField.ParentId] is not Guid parentId)
            return default;
        var project = await db
            .Projects.Where(p => db.Tasks.Any(t => t.Id == parentId && t.ProjectId == p.Id))
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (project is null)
            return default;
        return (project.Id, await unitOfWork.LineageAsync(project.OrganizationId, project.Id, parentId, ids, cancellationToken));
    }

    /// <summary>Status and labels before the tasks, tasks in the order of their ids, feeds last: opposite bulk edits do not deadlock.</summary>
    private async Task<List<Label>> HoldAsync(TaskPatch patch, CancellationToken cancellationToken)
    {
        if (patch[TaskField.StatusId] is Guid statusId)
            await db.Statuses.Where(s => s.Id == statusId).Held().ToListAsync(cancellationToken);
        var labelIds = patch.IdsIn(TaskField.LabelIds);
        return labelIds.Count == 0
            ? []
            : await db.Labels.Where(l => labelIds.Contains(l.Id)).OrderBy(l => l.Id).Held().ToListAsync(cancellationToken);
    }

    private Task<Milestone?> HoldMilestoneAsync(TaskPatch patch, CancellationToken cancellationToken) =>
        patch[TaskField.MilestoneId] is Guid id
            ? db.Milestones.Where(m => m.Id == id).Held().SingleOrDefaultAsync(cancellationToken)
            : Task.FromResult<Milestone?>(null);

    private async Task<Dictionary<Guid, ProjectFrame>> FramesAsync(
        TaskPatch patch,
        IEnumerable<TaskItem> tasks,
        List<Label> labels,
        Milestone? milestone,
        (Guid? ProjectId, TaskLineage? Lineage) parent,
        CancellationToken cancellationToken
    )
    {
        var projectIds = tasks.Select(t => t.ProjectId).Distinct().ToList();
        var projects = await db.Projects.AsNoTracking().Where(p => projectIds.Contains(p.Id)).ToListAsync(cancellationToken);
        var statuses = await db
            .Statuses.AsNoTracking()
            .Where(s => projectIds.Contains(s.ProjectId))
            .OrderBy(s => s.Position)
            .ToListAsync(cancellationToken);
        var userIds = patch.IdsIn(TaskField.AssigneeIds);
        var members = userIds.Count == 0 ? [] : await MembersAsync(projects, userIds, cancellationToken);
        return projects.ToDictionary(
            p => p.Id,
            p => new ProjectFrame(
                p.OrganizationId,
                p.Id,
                p.Key,
                p.ArchivedAt,
                [.. statuses.Where(s => s.ProjectId == p.Id).Select(s => new FrameStatus(s.Id, s.Name, s.Category))]
            )
            {
                KnownLabels = labels.Where(l => l.ProjectId == p.Id).Select(l => l.Id).ToHashSet(),
                KnownMilestones = milestone?.ProjectId == p.Id ? new HashSet<Guid> { milestone.Id } : new HashSet<Guid>(),
                KnownMembers = members
                    .Where(m => m.OrganizationId == p.OrganizationId && (m.Role != Role.Guest || m.ProjectIds.Contains(p.Id)))
                    .Select(m => m.UserId)
                    .ToHashSet(),
                Lineage = parent.ProjectId == p.Id ? parent.Lineage : null,
            }
        );
    }

    private Task<List<Membership>> MembersAsync(List<Project> projects, IReadOnlyList<Guid> userIds, CancellationToken cancellationToken)
    {
        var organizationIds = projects.Select(p => p.OrganizationId).Distinct().ToList();
        return db
            .Memberships.AsNoTracking()
            .Where(m => organizationIds.Contains(m.OrganizationId) && userIds.Contains(m.UserId))
            .ToListAsync(cancellationToken);
    }
}
