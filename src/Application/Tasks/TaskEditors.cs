using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Application.Tasks;

/// <summary>Who edits the text of which task, by the edit locks that hold: presence shows them (C-4.4).</summary>
public sealed class TaskEditors(IAppDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>Those of several projects in one round trip.</summary>
    public async Task<IReadOnlyList<TaskEditor>> InAsync(
        IReadOnlyList<Guid> organizationIds,
        IReadOnlyList<Guid> projectIds,
        CancellationToken cancellationToken
    )
    {
        actor.ReadFor(organizationIds);
        var now = clock.GetUtcNow();
        return await db
            .TaskLocks.Where(l => organizationIds.Contains(l.OrganizationId) && l.ExpiresAt > now)
            .Join(db.Tasks.Where(t => projectIds.Contains(t.ProjectId)), l => l.TaskId, t => t.Id, (l, t) => new { l, t })
            .Join(db.Users, x => x.l.UserId, u => u.Id, (x, u) => new TaskEditor(x.t.ProjectId, x.t.Id, u.Id, u.DisplayName))
            .ToListAsync(cancellationToken);
    }
}

public sealed record TaskEditor(Guid ProjectId, Guid TaskId, Guid UserId, string Name);
