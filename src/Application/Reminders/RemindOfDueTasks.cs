using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Reminders;

namespace TaskFlow.Application.Reminders;

/// <summary>Reminds people of due tasks of one project, in the installation's name. Answers how many were reminded who had not been that day.</summary>
public sealed record RemindOfDueTasks(Guid ProjectId, IReadOnlyList<DueTask> Due) : ICommand<int>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));
}

/// <param name="DueDate">As it was read; a task whose date was moved since is left alone.</param>
/// <param name="Day">Today, where the person is.</param>
public sealed record DueTask(Guid TaskId, DateOnly DueDate, Guid UserId, DateOnly Day);

internal sealed class RemindOfDueTasksHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<RemindOfDueTasks, Result<int>>
{
    public async Task<Result<int>> Handle(RemindOfDueTasks request, CancellationToken cancellationToken)
    {
        var organizationId = actor.Scope.OrganizationId;
        var key = await db
            .Projects.Where(p => p.OrganizationId == organizationId && p.Id == request.ProjectId && p.ArchivedAt == null)
            .Select(p => p.Key)
            .SingleOrDefaultAsync(cancellationToken);
        if (key is null)
            return 0;

        var ids = request.Due.Select(d => d.TaskId).Distinct().ToList();
        // Locked, so that of two runs at once the second finds what the first has written.
        var tasks = await db
            .Tasks.Where(t => t.OrganizationId == organizationId && ids.Contains(t.Id) && t.ArchivedAt == null)
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        var first = request.Due.Min(d => d.Day);
        var reminded = await db
            .Reminders.AsNoTracking()
            .Where(r => r.OrganizationId == organizationId && ids.Contains(r.TaskId) && r.Day >= first)
            .Select(r => new
            {
                r.TaskId,
                r.UserId,
                r.Day,
            })
            .ToListAsync(cancellationToken);
        var already = reminded.Select(r => (r.TaskId, r.UserId, r.Day)).ToHashSet();

        var count = 0;
        var now = clock.GetUtcNow();
        foreach (var task in tasks)
        {
            var open = request.Due.Where(d =>
                d.TaskId == task.Id && d.DueDate == task.DueDate && !already.Contains((d.TaskId, d.UserId, d.Day))
            );
            // People of several time zones may be on both sides of the date.
            foreach (var people in open.GroupBy(d => ReminderCalendar.StateOn(d.Day, d.DueDate)))
            {
                if (people.Key is not { } state)
                    continue;
                var userIds = people.Select(d => d.UserId).Distinct().ToList();
                task.RemindOfDue(state, userIds, key, actor.UserId, now);
                db.Reminders.AddRange(people.Select(d => Reminder.Of(task, d.UserId, d.Day)));
                count += userIds.Count;
            }
        }
        return count;
    }
}
