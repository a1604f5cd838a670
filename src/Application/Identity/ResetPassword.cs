using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>An operator at the machine gives an account a new password, lifts its lockout and ends its sessions (<c>./dev user reset-password</c>).</summary>
public sealed record ResetPassword(string Email, string NewPassword) : ICommand<Done>
{
    public AccessRule Access => AccessRule.Console;

    /// <summary>Records are printed in logs; passwords are not.</summary>
    public override string ToString() => nameof(ResetPassword);
}

internal sealed class ResetPasswordRules : AbstractValidator<ResetPassword>
{
    public ResetPasswordRules()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.NewPassword).NewPassword();
    }
}

internal sealed class ResetPasswordHandler(IAppDbContext db, IPasswords passwords, TimeProvider clock)
    : IRequestHandler<ResetPassword, Result<Done>>
{
    public async Task<Result<Done>> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var email = User.Normalize(request.Email);
        var user = await db.Users.Where(u => u.NormalizedEmail == email).Locked().SingleOrDefaultAsync(cancellationToken);
        if (user is null)
            return Error.NotFound($"An account with the address {email}");
        user.ChangePassword(passwords.Hash(request.NewPassword));
        await db.EndSessionsAsync(user.Id, except: null, clock.GetUtcNow(), cancellationToken);
        return Done.Value;
    }
}
