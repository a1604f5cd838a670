using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The caller joins the organization that invited their e-mail address. A success too when they joined by this link before.</summary>
public sealed record AcceptInvitation(byte[] SecretHash) : ICommand<AcceptedInvitation>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Invited(SecretHash);
}

public sealed record AcceptedInvitation(OrganizationView Organization, Role Role);

internal sealed class AcceptInvitationHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<AcceptInvitation, Result<AcceptedInvitation>>
{
    public async Task<Result<AcceptedInvitation>> Handle(AcceptInvitation request, CancellationToken cancellationToken)
    {
        var invitation = await db
            .Invitations.Where(i => i.SecretHash == request.SecretHash)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        var organization = await db
            .Organizations.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == actor.Scope.OrganizationId, cancellationToken);
        if (invitation is null || organization is null)
            return Error.NotFound("Invitation");

        var now = clock.GetUtcNow();
        var membership = await db.Memberships.SingleOrDefaultAsync(
            m => m.OrganizationId == organization.Id && m.UserId == actor.UserId,
            cancellationToken
        );
        if (membership is null)
        {
            if (!invitation.IsOpen(now))
                return Error.InvalidState("This invitation is no longer valid. Ask for a new one.");
            membership = Membership.Join(organization.Id, actor.UserId, invitation.Role, invitation.ProjectIds, now);
            db.Memberships.Add(membership);
        }

        invitation.Accept(now);
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return new AcceptedInvitation(OrganizationView.From(organization, membership.Role), membership.Role);
    }
}
