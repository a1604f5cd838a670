using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>Whoever belongs may go, except the last owner.</summary>
public sealed record LeaveOrganization(Guid OrganizationId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class LeaveOrganizationHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, Actor actor)
    : IRequestHandler<LeaveOrganization, Result<Done>>
{
    public async Task<Result<Done>> Handle(LeaveOrganization request, CancellationToken cancellationToken)
    {
        var membership = await db
            .Memberships.Where(m => m.OrganizationId == request.OrganizationId && m.UserId == actor.UserId && m.EndedAt == null)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (membership is null)
            return Error.NotFound("Organization");
        if (membership.Role == Role.Owner && !await db.HasAnotherOwnerAsync(request.OrganizationId, actor.UserId, cancellationToken))
            return MemberErrors.LastOwner;

        db.Memberships.Remove(membership);
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return Done.Value;
    }
}
