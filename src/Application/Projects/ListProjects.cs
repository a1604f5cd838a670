using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Projects;

/// <summary>Oldest first. Guests see the projects of their invitation.</summary>
public sealed record ListProjects(Guid OrganizationId, bool? Archived, PageRequest Page) : IPagedQuery<ProjectView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class ListProjectsHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListProjects, Result<Page<ProjectView>>>
{
    public async Task<Result<Page<ProjectView>>> Handle(ListProjects request, CancellationToken cancellationToken)
    {
        var projects = db.Projects.Where(p => p.OrganizationId == request.OrganizationId);
        if (actor.OnlyProjectsIn(request.OrganizationId) is { } visible)
            projects = projects.Where(p => visible.Contains(p.Id));
        if (request.Archived is { } archived)
            projects = projects.Where(p => p.ArchivedAt != null == archived);
        if (projects.PageById(request.Page, p => p.Id) is not { } page)
            return Cursor.Unreadable;

        var items = await page.Select(ProjectView.Projection).ToListAsync(cancellationToken);
        return items.ById(request.Page, p => p.Id);
    }
}
