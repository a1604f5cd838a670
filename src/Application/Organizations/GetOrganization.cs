using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

public sealed record GetOrganization(Guid OrganizationId) : IQuery<OrganizationView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class GetOrganizationHandler(IAppDbContext db, Actor actor) : IRequestHandler<GetOrganization, Result<OrganizationView>>
{
    public async Task<Result<OrganizationView>> Handle(GetOrganization request, CancellationToken cancellationToken)
    {
        var organization = await db
            .Organizations.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == request.OrganizationId, cancellationToken);
        return organization is null
            ? Error.NotFound("Organization")
            : OrganizationView.From(organization, actor.MembershipIn(organization.Id)!.Role);
    }
}
