using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>Ends all other sessions: whoever knew the old password is out. Tokens stay; they are revoked one by one.</summary>
public sealed record ChangePassword(string Current, string New) : ICommand<Done>
{
    public AccessRule Access => AccessRule.Account;

    /// <summary>Records are printed in logs; passwords are not.</summary>
    public override string ToString() => nameof(ChangePassword);
}

internal sealed class ChangePasswordRules : AbstractValidator<ChangePassword>
{
    public ChangePasswordRules()
    {
        RuleFor(c => c.Current).PresentedPassword();
        RuleFor(c => c.New).NewPassword();
    }
}

internal sealed class ChangePasswordHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    IPasswords passwords,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<ChangePassword, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var user = await db.Users.Where(u => u.Id == actor.UserId).Locked().SingleAsync(cancellationToken);
        if (!passwords.Verify(user.PasswordHash, request.Current))
            return IdentityErrors.WrongCurrentPassword;

        user.ChangePassword(passwords.Hash(request.New));
        await unitOfWork.EndResetLinksAsync(db, user.Id, clock.GetUtcNow(), cancellationToken);
        await db.EndSessionsAsync(user.Id, actor.Principal.SessionId, clock.GetUtcNow(), cancellationToken);
        unitOfWork.AfterCommit(() => identities.Forget(user.Id));
        return Done.Value;
    }
}
