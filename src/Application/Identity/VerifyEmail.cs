using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>Whoever opens the link of a verification mail has the mailbox. Needs no sign-in: the mail is often read elsewhere.</summary>
public sealed record VerifyEmail(string Token) : ICommand<Done>
{
    public AccessRule Access => AccessRule.Anyone;

    /// <summary>Records are printed in logs; links are not.</summary>
    public override string ToString() => nameof(VerifyEmail);
}

internal sealed class VerifyEmailRules : AbstractValidator<VerifyEmail>
{
    public VerifyEmailRules() => RuleFor(c => c.Token).PresentedPassword();
}

internal sealed class VerifyEmailHandler(IAppDbContext db, TimeProvider clock) : IRequestHandler<VerifyEmail, Result<Done>>
{
    public async Task<Result<Done>> Handle(VerifyEmail request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await db.OpenLinkAsync(AccountMailKind.EmailVerification, request.Token, now, cancellationToken) is not var (mail, user))
            return IdentityErrors.LinkIsWorthless;
        user.VerifyEmail(now);
        mail.End(now);
        return Done.Value;
    }
}
