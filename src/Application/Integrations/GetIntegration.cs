using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

public sealed record GetIntegration(Guid OrganizationId, Guid IntegrationId) : IQuery<IntegrationView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class GetIntegrationHandler(IAppDbContext db) : IRequestHandler<GetIntegration, Result<IntegrationView>>
{
    public async Task<Result<IntegrationView>> Handle(GetIntegration request, CancellationToken cancellationToken)
    {
        var integration = await db
            .Integrations.AsNoTracking()
            .SingleOrDefaultAsync(i => i.OrganizationId == request.OrganizationId && i.Id == request.IntegrationId, cancellationToken);
        return integration is null ? Error.NotFound("Integration") : IntegrationView.From(integration);
    }
}
