using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The link stops working. Who has joined by it stays a member.</summary>
public sealed record RevokeInvitation(Guid OrganizationId, Guid InvitationId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class RevokeInvitationHandler(IAppDbContext db, Actor actor) : IRequestHandler<RevokeInvitation, Result<Done>>
{
    public async Task<Result<Done>> Handle(RevokeInvitation request, CancellationToken cancellationToken)
    {
        var invitation = await db
            .Invitations.Where(i => i.OrganizationId == request.OrganizationId && i.Id == request.InvitationId && i.AcceptedAt == null)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (invitation is null)
            return Error.NotFound("Invitation");
        if (MemberRules.MayTouch(actor.MembershipIn(request.OrganizationId)!.Role, invitation.Role) is { } forbidden)
            return forbidden;
        db.Invitations.Remove(invitation);
        return Done.Value;
    }
}
