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

namespace TaskFlow.Application.Projects;

/// <summary>Oldest first. Guests see the projects of their invitation.</summary>
public sealed record ListProjects(Guid OrganizationId, bool? Archived, PageRequest Page) : IQuery<Page<ProjectView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class ListProjectsRules : AbstractValidator<ListProjects>
{
    public ListProjectsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListProjectsHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListProjects, Result<Page<ProjectView>>>
{
    private const string Sort = "id";

    public async Task<Result<Page<ProjectView>>> Handle(ListProjects request, CancellationToken cancellationToken)
    {
        var projects = db.Projects.Where(p => p.OrganizationId == request.OrganizationId);
        if (actor.OnlyProjectsIn(request.OrganizationId) is { } visible)
            projects = projects.Where(p => visible.Contains(p.Id));
        if (request.Archived is { } archived)
            projects = projects.Where(p => p.ArchivedAt != null == archived);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            projects = projects.Where(p => p.Id.CompareTo(last) > 0);
        }

        var items = await projects
            .OrderBy(p => p.Id)
            .Select(ProjectView.Projection)
            .Take(request.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        return Page<ProjectView>.Of(items, request.Page.Limit, p => new Cursor(Sort, "", p.Id));
    }
}
