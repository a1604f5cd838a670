using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>The browsers in which the caller is signed in, the oldest first.</summary>
public sealed record ListSessions(PageRequest Page) : IPagedQuery<SessionView>
{
    public AccessRule Access => AccessRule.SignedIn;
}

/// <param name="Current">The one that asks.</param>
/// <param name="ExpiresAt">When it ends by itself if it is not used before.</param>
public sealed record SessionView(
    Guid Id,
    string? UserAgent,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    bool Current
);

internal sealed class ListSessionsHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<ListSessions, Result<Page<SessionView>>>
{
    public async Task<Result<Page<SessionView>>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var alive = clock.GetUtcNow() - Session.IdleLifetime;
        var sessions = db.Sessions.Where(s => s.UserId == actor.UserId && s.RevokedAt == null && s.LastSeenAt > alive);
        if (sessions.PageById(request.Page, s => s.Id) is not { } page)
            return Cursor.Unreadable;

        var current = actor.Principal.SessionId;
        var items = await page.Select(s => new SessionView(
                s.Id,
                s.UserAgent,
                s.CreatedAt,
                s.LastSeenAt,
                s.LastSeenAt + Session.IdleLifetime,
                s.Id == current
            ))
            .ToListAsync(cancellationToken);
        return items.ById(request.Page, s => s.Id);
    }
}
