using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>Signs one browser of the caller out; a success too when it was already.</summary>
public sealed record EndSession(Guid SessionId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Account;
}

internal sealed class EndSessionHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor, TimeProvider clock)
    : IRequestHandler<EndSession, Result<Done>>
{
    public async Task<Result<Done>> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == request.SessionId && s.UserId == actor.UserId, cancellationToken);
        if (session is null)
            return Error.NotFound("Session");
        session.Revoke(clock.GetUtcNow());
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return Done.Value;
    }
}
