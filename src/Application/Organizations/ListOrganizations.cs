using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The caller's organizations, the oldest first.</summary>
public sealed record ListOrganizations(PageRequest Page) : IPagedQuery<OrganizationView>
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ListOrganizationsHandler(IAppDbContext db, Actor actor)
    : IRequestHandler<ListOrganizations, Result<Page<OrganizationView>>>
{
    public async Task<Result<Page<OrganizationView>>> Handle(ListOrganizations request, CancellationToken cancellationToken)
    {
        var organizations = db
            .Organizations.Join(
                db.Memberships.Where(m => m.UserId == actor.UserId && m.EndedAt == null),
                o => o.Id,
                m => m.OrganizationId,
                (o, m) => new { Organization = o, m.Role }
            )
            .PageById(request.Page, o => o.Organization.Id);
        if (organizations is null)
            return Cursor.Unreadable;

        var items = await organizations.AsNoTracking().ToListAsync(cancellationToken);
        var views = items.ConvertAll(o => OrganizationView.From(o.Organization, o.Role));
        return views.ById(request.Page, o => o.Id);
    }
}
