using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>
/// Nobody sees it any more; its rows stay until the operator's retention removes them. Memberships end but stay too: a repetition of this
/// request is authorised against them (C-3.1).
/// </summary>
public sealed record DeleteOrganization(Guid OrganizationId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Own, ResourceRef.Organization(OrganizationId));
}

internal sealed class DeleteOrganizationHandler(IAppDbContext db, IUnitOfWork unitOfWork, IIdentities identities, TimeProvider clock)
    : IRequestHandler<DeleteOrganization, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteOrganization request, CancellationToken cancellationToken)
    {
        var organization = await db
            .Organizations.Where(o => o.Id == request.OrganizationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (organization is null)
            return Error.NotFound("Organization");

        var now = clock.GetUtcNow();
        organization.Delete(now);
        var memberships = await db
            .Memberships.Where(m => m.OrganizationId == organization.Id)
            .OrderBy(m => m.UserId)
            .Locked()
            .ToListAsync(cancellationToken);
        foreach (var membership in memberships)
        {
            membership.End(now);
            unitOfWork.AfterCommit(() => identities.Forget(membership.UserId));
        }

        return Done.Value;
    }
}
