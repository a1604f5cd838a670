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
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Identity;

/// <summary>A new account, signed in at once; with a name also the organization it founds.</summary>
/// <param name="FoundedOrganizationId">Made by the endpoint when there is an organization name.</param>
public sealed record Register(
    string Email,
    string Password,
    string DisplayName,
    string? OrganizationName,
    SessionStart Session,
    Guid? FoundedOrganizationId
) : ICommand<Registration>, IFoundAnOrganization
{
    public AccessRule Access => AccessRule.Anyone;

    /// <summary>Records are printed in logs; passwords are not.</summary>
    public override string ToString() => nameof(Register);
}

public sealed record Registration(UserView User, OwnOrganization? Organization);

internal sealed class RegisterRules : AbstractValidator<Register>
{
    public RegisterRules()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Password).NewPassword();
        RuleFor(c => c.DisplayName).Name(User.NameMaxLength);
        When(c => c.OrganizationName is not null, () => RuleFor(c => c.OrganizationName!).Name(Organization.NameMaxLength));
    }
}

internal sealed class RegisterHandler(
    IAppDbContext db,
    IPasswords passwords,
    ISecretBox secrets,
    Installation installation,
    TimeProvider clock
) : IRequestHandler<Register, Result<Registration>>
{
    public async Task<Result<Registration>> Handle(Register request, CancellationToken cancellationToken)
    {
        if (!installation.LocalSignIn)
            return IdentityErrors.LocalSignInIsOff;

        var now = clock.GetUtcNow();
        var isOperator =
            installation.Administrators.Count == 0 && !await db.Users.AnyAsync(u => u.Id != User.InstallationId, cancellationToken);
        var user = User.Register(Ids.New(), request.Email, request.DisplayName, passwords.Hash(request.Password), isOperator, now);
        db.Users.Add(user);
        db.Sessions.Add(request.Session.BeginFor(user.Id, now));
        if (installation.SendsMail)
            await db.QueueVerificationAsync(secrets, user, installation, now, cancellationToken);
        var organization = request is { FoundedOrganizationId: { } id, OrganizationName: { } name } ? Found(id, name, user.Id, now) : null;
        return new Registration(UserView.From(user, installation), organization);
    }

    private OwnOrganization Found(Guid id, string name, Guid ownerId, DateTimeOffset now)
    {
        var organization = Organization.Found(id, name, now);
        db.Organizations.Add(organization);
        db.Memberships.Add(Membership.Join(id, ownerId, Role.Owner, [], now));
        return new OwnOrganization(id, organization.Name, organization.Slug, Role.Owner);
    }
}
