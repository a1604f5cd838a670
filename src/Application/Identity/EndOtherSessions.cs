using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>Signs the caller out everywhere but here.</summary>
public sealed record EndOtherSessions : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Account;
}

internal sealed class EndOtherSessionsHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<EndOtherSessions, Result<Done>>
{
    public async Task<Result<Done>> Handle(EndOtherSessions request, CancellationToken cancellationToken)
    {
        await db.EndSessionsAsync(actor.UserId, actor.Principal.SessionId, clock.GetUtcNow(), cancellationToken);
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return Done.Value;
    }
}
