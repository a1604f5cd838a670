using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <param name="Role">Null = leave it.</param>
/// <param name="ProjectIds">What a guest sees; null = leave it.</param>
public sealed record ChangeMember(Guid OrganizationId, Guid UserId, Role? Role, IReadOnlyList<Guid>? ProjectIds) : ICommand<MemberView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class ChangeMemberRules : AbstractValidator<ChangeMember>
{
    public ChangeMemberRules() => RuleFor(c => c.ProjectIds).ProjectsOfAGuest();
}

internal sealed class ChangeMemberHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor)
    : IRequestHandler<ChangeMember, Result<MemberView>>
{
    public async Task<Result<MemberView>> Handle(ChangeMember request, CancellationToken cancellationToken)
    {
        var (organizationId, userId) = (request.OrganizationId, request.UserId);
        var membership = await db
            .Memberships.Where(m => m.OrganizationId == organizationId && m.UserId == userId && m.EndedAt == null)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (membership is null)
            return Error.NotFound("Member");

        var role = request.Role ?? membership.Role;
        var mine = actor.MembershipIn(organizationId)!.Role;
        if ((MemberRules.MayTouch(mine, membership.Role) ?? MemberRules.MayTouch(mine, role)) is { } forbidden)
            return forbidden;
        if (role == Role.Guest && (request.ProjectIds ?? membership.ProjectIds).Count == 0)
            return MemberErrors.ProjectsOfAGuest;
        if (role != Role.Guest && request.ProjectIds is { Count: > 0 })
            return MemberErrors.OnlyGuestsAreLimited;
        if (await db.UnknownProjectAsync(organizationId, request.ProjectIds ?? [], cancellationToken) is { } unknown)
            return unknown;
        var losesOwner = membership.Role == Role.Owner && role != Role.Owner;
        if (losesOwner && !await db.HasAnotherOwnerAsync(organizationId, userId, cancellationToken))
            return MemberErrors.LastOwner;

        membership.Become(role, request.ProjectIds);
        unitOfWork.AfterCommit(() => identities.Forget(userId));
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId, cancellationToken);
        return MemberView.From(membership, user);
    }
}
