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

/// <summary>Asks for a link that sets a new password. Whether somebody has the address is told by nothing but the mail.</summary>
public sealed record ForgotPassword(string Email) : ICommand<Done>
{
    public AccessRule Access => AccessRule.Anyone;
}

internal sealed class ForgotPasswordRules : AbstractValidator<ForgotPassword>
{
    public ForgotPasswordRules() => RuleFor(c => c.Email).Name(User.EmailMaxLength);
}

internal sealed class ForgotPasswordHandler(IAppDbContext db, ISecretBox secrets, Installation installation, TimeProvider clock)
    : IRequestHandler<ForgotPassword, Result<Done>>
{
    public async Task<Result<Done>> Handle(ForgotPassword request, CancellationToken cancellationToken)
    {
        if (!installation.SendsMail || !installation.LocalSignIn)
            return Done.Value;
        var email = User.Normalize(request.Email);
        var userId = await db
            .Users.Where(u => u.NormalizedEmail == email && u.Id != User.InstallationId)
            .Select(u => (Guid?)u.Id)
            .SingleOrDefaultAsync(cancellationToken);
        await db.QueueMailAsync(
            secrets,
            AccountMailKind.PasswordReset,
            email,
            userId,
            installation.PasswordResetLifetime,
            clock.GetUtcNow(),
            cancellationToken
        );
        return Done.Value;
    }
}
