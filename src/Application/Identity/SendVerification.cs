using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>Sends the link that confirms one's address again; the former ones end. Nothing to do once it is verified or without a mail server.</summary>
public sealed record SendVerification : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Account;
}

internal sealed class SendVerificationHandler(
    IAppDbContext db,
    ISecretBox secrets,
    Actor actor,
    Installation installation,
    TimeProvider clock
) : IRequestHandler<SendVerification, Result<Done>>
{
    public async Task<Result<Done>> Handle(SendVerification request, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == actor.UserId, cancellationToken);
        if (installation.SendsMail && user.EmailVerifiedAt is null)
            await db.QueueVerificationAsync(secrets, user, installation, clock.GetUtcNow(), cancellationToken);
        return Done.Value;
    }
}
