using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Notifications;

/// <summary>The caller's inbox, grouped by task; the task with the newest event first.</summary>
/// <param name="OnlyUnread">Leaves out what was read, and tasks of which everything was.</param>
public sealed record ListNotifications(bool OnlyUnread, PageRequest Page) : IQuery<Inbox>, IPaged
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ListNotificationsHandler(IAppDbContext db, IBacklog backlog, Actor actor)
    : IRequestHandler<ListNotifications, Result<Inbox>>
{
    private const string Sort = "-at";
    private const int ShownOfATask = 10;

    public async Task<Result<Inbox>> Handle(ListNotifications request, CancellationToken cancellationToken)
    {
        var inbox = db.InboxOf(actor);
        var shown = request.OnlyUnread ? inbox.Where(n => n.ReadAt == null) : inbox;
        var tasks = shown
            .GroupBy(n => new { n.OrganizationId, n.TaskId })
            .Select(g => new NewestOfTask
            {
                OrganizationId = g.Key.OrganizationId,
                TaskId = g.Key.TaskId,
                At = g.Max(n => n.At),
                Unread = g.Count(n => n.ReadAt == null),
            });
        if (request.Page.Cursor is { } text)
        {
            if (After(Cursor.Decode(text)) is not { } last)
                return Cursor.Unreadable;
            var (at, id) = last;
            tasks = tasks.Where(t => t.At < at || (t.At == at && t.TaskId.CompareTo(id) < 0));
        }

        await using var moment = await db.SnapshotAsync(cancellationToken);
        var page = await tasks
            .OrderByDescending(t => t.At)
            .ThenByDescending(t => t.TaskId)
            .Take(request.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        var cut = Page<NewestOfTask>.Of(
            page,
            request.Page.Limit,
            t => new Cursor(Sort, t.At.ToString("O", CultureInfo.InvariantCulture), t.TaskId)
        );
        var groups = await GroupsAsync(shown, cut.Items, cancellationToken);
        return new Inbox(groups, cut.NextCursor, await inbox.CountUnreadAsync(cancellationToken), backlog.DelayedSince);
    }

    private async Task<IReadOnlyList<NotificationGroup>> GroupsAsync(
        IQueryable<Notification> shown,
        IReadOnlyList<NewestOfTask> page,
        CancellationToken cancellationToken
    )
    {
        Guid[] ids = [.. page.Select(t => t.TaskId)];
        var tasks = await db
            .TaskViews.Where(t => ids.Contains(t.Id))
            .Select(t => new NotifiedTask(t.Id, t.Key, t.Title, t.ProjectId, t.OrganizationId))
            .ToDictionaryAsync(t => t.Id, cancellationToken);
        var lines = await db
            .Tasks.Where(t => ids.Contains(t.Id))
            .SelectMany(t => shown.Where(n => n.TaskId == t.Id).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(ShownOfATask))
            .Join(
                db.Activities.WithActors(db.Users),
                n => n.ActivityId,
                line => line.Activity.Id,
                (n, line) =>
                    new
                    {
                        n.TaskId,
                        View = new NotificationView(
                            n.Id,
                            n.ActivityId,
                            line.Activity.Type,
                            n.Reason,
                            new EnvelopeActor(line.Activity.ActorId, line.ActorName),
                            new StoredJson(line.Activity.Changes),
                            n.At,
                            n.ReadAt
                        ),
                    }
            )
            .ToListAsync(cancellationToken);
        var byTask = lines.ToLookup(line => line.TaskId, line => line.View);
        return [.. page.Select(t => Group(tasks[t.TaskId], t, byTask[t.TaskId]))];
    }

    private static NotificationGroup Group(NotifiedTask task, NewestOfTask newest, IEnumerable<NotificationView> views)
    {
        List<NotificationView> sorted = [.. views.OrderByDescending(v => v.At).ThenByDescending(v => v.Id)];
        return new NotificationGroup(task, sorted[0].Reason, newest.Unread, newest.At, sorted);
    }

    private static (DateTimeOffset At, Guid TaskId)? After(Cursor? cursor) =>
        cursor is { Sort: Sort }
        && DateTimeOffset.TryParse(cursor.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? (at.ToUniversalTime(), cursor.Id)
            : null;

    private sealed record NewestOfTask
    {
        public required Guid OrganizationId { get; init; }

        public required Guid TaskId { get; init; }

        public required DateTimeOffset At { get; init; }

        public required int Unread { get; init; }
    }
}
