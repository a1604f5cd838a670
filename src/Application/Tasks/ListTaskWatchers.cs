using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>Who watches a task: the people it was decided for, its creator, its assignees and who commented; only who sees the project now.</summary>
public sealed record ListTaskWatchers(ResourceRef Task, PageRequest Page) : IPagedQuery<WatcherView>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

public sealed record WatcherView(Guid Id, string Name);

internal sealed class ListTaskWatchersHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListTaskWatchers, Result<Page<WatcherView>>>
{
    public async Task<Result<Page<WatcherView>>> Handle(ListTaskWatchers request, CancellationToken cancellationToken)
    {
        var (organizationId, projectId, taskId) = (actor.Scope.OrganizationId, actor.Scope.ProjectId!.Value, actor.Scope.TaskId);
        var people = db.Memberships.Where(m =>
            m.OrganizationId == organizationId && m.EndedAt == null && (m.Role != Role.Guest || m.ProjectIds.Contains(projectId))
        );

        var decisions = db.TaskWatchers.Where(w => w.OrganizationId == organizationId && w.TaskId == taskId);
        var concerned = db.Tasks.Where(t => t.OrganizationId == organizationId && t.Id == taskId);
        var comments = db.Comments.Where(c => c.OrganizationId == organizationId && c.TaskId == taskId && c.DeletedAt == null);
        var watchers = people
            .Where(m =>
                decisions.Any(w => w.UserId == m.UserId && w.Watches)
                || (
                    !decisions.Any(w => w.UserId == m.UserId)
                    && (
                        concerned.Any(t => t.CreatedBy == m.UserId || t.AssigneeIds.Contains(m.UserId))
                        || comments.Any(c => c.AuthorId == m.UserId)
                    )
                )
            )
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => u)
            .PageById(request.Page, u => u.Id);
        if (watchers is null)
            return Cursor.Unreadable;

        var items = await watchers.Select(u => new WatcherView(u.Id, u.DisplayName)).ToListAsync(cancellationToken);
        return items.ById(request.Page, w => w.Id);
    }
}
