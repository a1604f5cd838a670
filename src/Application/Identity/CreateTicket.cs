using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>A ticket for one live connection (api.md, "Realtime").</summary>
public sealed record CreateTicket : ICommand<CreatedTicket>, IHaveNoRules
{
    public AccessRule Access => AccessRule.SignedIn;
}

/// <param name="Secret">Shown here and never again.</param>
public sealed record CreatedTicket(Secret Secret, DateTimeOffset ExpiresAt);

internal sealed class CreateTicketHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<CreateTicket, Result<CreatedTicket>>
{
    public async Task<Result<CreatedTicket>> Handle(CreateTicket request, CancellationToken cancellationToken)
    {
        var (who, now) = (actor.Principal, clock.GetUtcNow());
        var secret = Secrets.New(RealtimeTicket.Prefix);
        var ticket = who.SessionId is { } sessionId
            ? RealtimeTicket.For(await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == sessionId, cancellationToken), secret.Hash, now)
            : RealtimeTicket.For(
                await db.ApiTokens.AsNoTracking().SingleAsync(t => t.Id == who.TokenId, cancellationToken),
                secret.Hash,
                now
            );
        db.RealtimeTickets.Add(ticket);
        return new CreatedTicket(secret, ticket.ExpiresAt);
    }
}
