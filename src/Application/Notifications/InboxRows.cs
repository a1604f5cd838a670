using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Notifications;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Notifications;

internal static class InboxRows
{
    /// <summary>The actor's own, of what they may see now: a project that was taken from a guest takes its notifications along.</summary>
    public static IQueryable<Notification> InboxOf(this IAppDbContext db, Actor actor)
    {
        var me = actor.UserId;
        var asGuest = actor.Principal.Memberships.Where(m => m.Role == Role.Guest).ToList();
        var mine = db.Notifications.Where(n => n.UserId == me);
        if (asGuest.Count == 0)
            return mine;
        Guid[] organizations = [.. asGuest.Select(m => m.OrganizationId)];
        Guid[] projects = [.. asGuest.SelectMany(m => m.ProjectIds)];
        return mine.Where(n => !organizations.Contains(n.OrganizationId) || projects.Contains(n.ProjectId));
    }

    /// <summary>Tasks, not lines: ten comments on one task are one thing to look at.</summary>
    public static Task<int> CountUnreadAsync(this IQueryable<Notification> inbox, CancellationToken cancellationToken) =>
        inbox.Where(n => n.ReadAt == null).Select(n => n.TaskId).Distinct().CountAsync(cancellationToken);
}
