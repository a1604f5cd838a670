using FluentValidation;
using MediatR;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>
/// Sets a new password by a link from a mail. Ends all sessions and lifts a lockout; tokens stay as with every change of the password (ADR 0029).
/// Opening the link also shows that the address is theirs.
/// </summary>
public sealed record ResetPassword(string Token, string Password) : ICommand<Done>
{
    public AccessRule Access => AccessRule.Anyone;

    /// <summary>Records are printed in logs; passwords and links are not.</summary>
    public override string ToString() => nameof(ResetPassword);
}

internal sealed class ResetPasswordRules : AbstractValidator<ResetPassword>
{
    public ResetPasswordRules()
    {
        RuleFor(c => c.Token).PresentedPassword();
        RuleFor(c => c.Password).NewPassword();
    }
}

internal sealed class ResetPasswordHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    IPasswords passwords,
    Installation installation,
    TimeProvider clock
) : IRequestHandler<ResetPassword, Result<Done>>
{
    public async Task<Result<Done>> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        if (!installation.LocalSignIn)
            return IdentityErrors.LocalSignInIsOff;
        var now = clock.GetUtcNow();
        if (await db.OpenLinkAsync(AccountMailKind.PasswordReset, request.Token, now, cancellationToken) is not var (mail, user))
            return IdentityErrors.LinkIsWorthless;

        user.ChangePassword(passwords.Hash(request.Password));
        user.VerifyEmail(now);
        mail.End(now);
        await db.EndSessionsAsync(user.Id, except: null, now, cancellationToken);
        unitOfWork.AfterCommit(() => identities.Forget(user.Id));
        return Done.Value;
    }
}
