using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>A success too when it was revoked already.</summary>
public sealed record RevokeToken(Guid TokenId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Account;
}

internal sealed class RevokeTokenHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor, TimeProvider clock)
    : IRequestHandler<RevokeToken, Result<Done>>
{
    public async Task<Result<Done>> Handle(RevokeToken request, CancellationToken cancellationToken)
    {
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == request.TokenId && t.UserId == actor.UserId, cancellationToken);
        if (token is null)
            return Error.NotFound("Token");
        token.Revoke(clock.GetUtcNow());
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return Done.Value;
    }
}
