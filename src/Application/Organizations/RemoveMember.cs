using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>Their work stays; what they see of the organization ends at once.</summary>
public sealed record RemoveMember(Guid OrganizationId, Guid UserId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class RemoveMemberHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor)
    : IRequestHandler<RemoveMember, Result<Done>>
{
    public async Task<Result<Done>> Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        var membership = await db
            .Memberships.Where(m => m.OrganizationId == request.OrganizationId && m.UserId == request.UserId && m.EndedAt == null)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (membership is null)
            return Error.NotFound("Member");
        if (MemberRules.MayTouch(actor.MembershipIn(request.OrganizationId)!.Role, membership.Role) is { } forbidden)
            return forbidden;

        // The caller stays. Two owners who remove each other at once: the trigger memberships_last_owner refuses the second.
        db.Memberships.Remove(membership);
        unitOfWork.AfterCommit(() => identities.Forget(request.UserId));
        return Done.Value;
    }
}
