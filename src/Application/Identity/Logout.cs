using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>Ends the session that asks. A success too when there is none (any more): the goal is reached.</summary>
public sealed record Logout : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Anyone;
}

internal sealed class LogoutHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor, TimeProvider clock)
    : IRequestHandler<Logout, Result<Done>>
{
    public async Task<Result<Done>> Handle(Logout request, CancellationToken cancellationToken)
    {
        if (actor is not { IsSignedIn: true, Principal.SessionId: { } sessionId })
            return Done.Value;
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
        session?.Revoke(clock.GetUtcNow());
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return Done.Value;
    }
}
