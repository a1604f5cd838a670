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

namespace TaskFlow.Application.Organizations;

/// <summary>A link by which one e-mail address may join. The newest invitation of an address replaces its open ones.</summary>
public sealed record InviteMember(Guid OrganizationId, string Email, Role Role, IReadOnlyList<Guid>? ProjectIds)
    : ICommand<IssuedInvitation>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

/// <param name="Secret">Shown here and never again.</param>
public sealed record IssuedInvitation(Guid Id, Secret Secret, string AcceptUrl, DateTimeOffset ExpiresAt);

internal sealed class InviteMemberRules : AbstractValidator<InviteMember>
{
    public InviteMemberRules()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.ProjectIds).ProjectsOfAGuest();
        RuleFor(c => c.ProjectIds)
            .Must((c, ids) => (c.Role == Role.Guest) == ids is { Count: > 0 })
            .WithErrorCode("guest_projects")
            .WithMessage("A guest is invited to one or more projects; everybody else sees all.");
    }
}

internal sealed class InviteMemberHandler(IAppDbContext db, Installation installation, Actor actor, TimeProvider clock)
    : IRequestHandler<InviteMember, Result<IssuedInvitation>>
{
    public async Task<Result<IssuedInvitation>> Handle(InviteMember request, CancellationToken cancellationToken)
    {
        var organizationId = request.OrganizationId;
        if (MemberRules.MayTouch(actor.MembershipIn(organizationId)!.Role, request.Role) is { } forbidden)
            return forbidden;
        if (await db.UnknownProjectAsync(organizationId, request.ProjectIds ?? [], cancellationToken) is { } unknown)
            return unknown;
        var email = User.Normalize(request.Email);
        var isMember = await db
            .Memberships.Where(m => m.OrganizationId == organizationId && m.EndedAt == null)
            .AnyAsync(m => db.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == email), cancellationToken);
        if (isMember)
            return Error.AlreadyExists("This person is a member already.");

        var open = await db
            .Invitations.Where(i => i.OrganizationId == organizationId && i.NormalizedEmail == email && i.AcceptedAt == null)
            .ToListAsync(cancellationToken);
        db.Invitations.RemoveRange(open);
        var secret = Secrets.New();
        var invitation = Invitation.Of(
            organizationId,
            email,
            request.Role,
            request.ProjectIds ?? [],
            secret.Hash,
            actor.UserId,
            clock.GetUtcNow()
        );
        db.Invitations.Add(invitation);
        return new IssuedInvitation(invitation.Id, secret, installation.LinkTo($"/invitations/{secret.Text}"), invitation.ExpiresAt);
    }
}
