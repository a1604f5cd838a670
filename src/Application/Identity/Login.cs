using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

public sealed record Login(string Email, string Password, SessionStart Session) : ICommand<LoginOutcome>
{
    public AccessRule Access => AccessRule.Anyone;

    /// <summary>Records are printed in logs; passwords are not.</summary>
    public override string ToString() => nameof(Login);
}

/// <summary>A refusal is an outcome that commits: its count must stay.</summary>
/// <param name="User">Null = refused.</param>
public sealed record LoginOutcome(UserView? User)
{
    public static readonly LoginOutcome Refused = new((UserView?)null);
}

internal sealed class LoginRules : AbstractValidator<Login>
{
    public LoginRules()
    {
        RuleFor(c => c.Email).Name(User.EmailMaxLength);
        RuleFor(c => c.Password).PresentedPassword();
    }
}

internal sealed class LoginHandler(IAppDbContext db, IPasswords passwords, Installation installation, TimeProvider clock)
    : IRequestHandler<Login, Result<LoginOutcome>>
{
    public async Task<Result<LoginOutcome>> Handle(Login request, CancellationToken cancellationToken)
    {
        if (!installation.LocalSignIn)
            return IdentityErrors.LocalSignInIsOff;

        var email = User.Normalize(request.Email);
        var known = await db.Users.Where(u => u.NormalizedEmail == email).Select(u => u.PasswordHash).SingleOrDefaultAsync(cancellationToken);
        if (known is null)
        {
            passwords.Waste(request.Password);
            return LoginOutcome.Refused;
        }

        // Verifying is slow, so it comes before the lock. Under the lock attempts on one account queue: of many guesses at once the right
        // one is refused too when ten wrong ones were counted before it, and an old password when it was changed meanwhile.
        var isRight = passwords.Verify(known, request.Password);
        var user = await db.Users.Where(u => u.NormalizedEmail == email).Locked().SingleAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (user.IsLockedOut(now) || user.PasswordHash != known)
            return LoginOutcome.Refused;
        if (!isRight)
        {
            user.RefusePassword(now);
            return LoginOutcome.Refused;
        }

        user.AcceptPassword();
        db.Sessions.Add(request.Session.BeginFor(user.Id, now));
        return new LoginOutcome(UserView.From(user, installation));
    }
}
