using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

/// <summary>Oldest first.</summary>
public sealed record ListIntegrations(Guid OrganizationId, PageRequest Page) : IPagedQuery<IntegrationView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class ListIntegrationsHandler(IAppDbContext db) : IRequestHandler<ListIntegrations, Result<Page<IntegrationView>>>
{
    public async Task<Result<Page<IntegrationView>>> Handle(ListIntegrations request, CancellationToken cancellationToken)
    {
        var integrations = db.Integrations.AsNoTracking().Where(i => i.OrganizationId == request.OrganizationId);
        if (integrations.PageById(request.Page, i => i.Id) is not { } page)
            return Cursor.Unreadable;
        var items = await page.ToListAsync(cancellationToken);
        return items.ConvertAll(IntegrationView.From).ById(request.Page, i => i.Id);
    }
}
