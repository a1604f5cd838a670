using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>The browsers in which the caller is signed in, the oldest first.</summary>
public sealed record ListSessions(PageRequest Page) : IQuery<Page<SessionView>>
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

internal sealed class ListSessionsRules : AbstractValidator<ListSessions>
{
    public ListSessionsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListSessionsHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<ListSessions, Result<Page<SessionView>>>
{
    private const string Sort = "sessions";

    public async Task<Result<Page<SessionView>>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var alive = clock.GetUtcNow() - Session.IdleLifetime;
        var sessions = db.Sessions.Where(s => s.UserId == actor.UserId && s.RevokedAt == null && s.LastSeenAt > alive);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            sessions = sessions.Where(s => s.Id.CompareTo(last) > 0);
        }

        var current = actor.Principal.SessionId;
        var items = await sessions
            .OrderBy(s => s.Id)
            .Take(request.Page.Limit + 1)
            .Select(s => new SessionView(
                s.Id,
                s.UserAgent,
                s.CreatedAt,
                s.LastSeenAt,
                s.LastSeenAt + Session.IdleLifetime,
                s.Id == current
            ))
            .ToListAsync(cancellationToken);
        return Page<SessionView>.Of(items, request.Page.Limit, s => new Cursor(Sort, "", s.Id));
    }
}
