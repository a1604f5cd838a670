using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

/// <summary>Its secrets are gone with it. A success too when it was deleted already.</summary>
public sealed record DeleteIntegration(Guid OrganizationId, Guid IntegrationId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class DeleteIntegrationHandler(IAppDbContext db, TimeProvider clock) : IRequestHandler<DeleteIntegration, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteIntegration request, CancellationToken cancellationToken)
    {
        var integration = await db
            .Integrations.IgnoreQueryFilters([IAppDbContext.DeletedFilter])
            .Where(i => i.OrganizationId == request.OrganizationId && i.Id == request.IntegrationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (integration is null)
            return Error.NotFound("Integration");
        if (integration.DeletedAt is not null)
            return Done.Value;
        integration.Delete(clock.GetUtcNow());
        var secrets = await db
            .IntegrationSecrets.Where(s => s.OrganizationId == integration.OrganizationId && s.IntegrationId == integration.Id)
            .ToListAsync(cancellationToken);
        db.IntegrationSecrets.RemoveRange(secrets);
        return Done.Value;
    }
}
