using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The caller's organizations, the oldest first.</summary>
public sealed record ListOrganizations(PageRequest Page) : IQuery<Page<OrganizationView>>
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ListOrganizationsRules : AbstractValidator<ListOrganizations>
{
    public ListOrganizationsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListOrganizationsHandler(IAppDbContext db, Actor actor)
    : IRequestHandler<ListOrganizations, Result<Page<OrganizationView>>>
{
    private const string Sort = "organizations";

    public async Task<Result<Page<OrganizationView>>> Handle(ListOrganizations request, CancellationToken cancellationToken)
    {
        var organizations = db.Organizations.AsQueryable();
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            organizations = organizations.Where(o => o.Id.CompareTo(last) > 0);
        }

        var items = await organizations
            .Join(
                db.Memberships.Where(m => m.UserId == actor.UserId && m.EndedAt == null),
                o => o.Id,
                m => m.OrganizationId,
                (o, m) => new { Organization = o, m.Role }
            )
            .OrderBy(o => o.Organization.Id)
            .Take(request.Page.Limit + 1)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var views = items.ConvertAll(o => OrganizationView.From(o.Organization, o.Role));
        return Page<OrganizationView>.Of(views, request.Page.Limit, o => new Cursor(Sort, "", o.Id));
    }
}
