using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Links;

/// <summary>Oldest first; only those to tasks that the caller sees too.</summary>
public sealed record ListLinks(ResourceRef Task, PageRequest Page) : IPagedQuery<LinkView>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

internal sealed class ListLinksHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListLinks, Result<Page<LinkView>>>
{
    public async Task<Result<Page<LinkView>>> Handle(ListLinks request, CancellationToken cancellationToken)
    {
        var (organizationId, taskId) = (actor.Scope.OrganizationId, actor.Scope.ResourceId!.Value);
        var links = db.TaskLinks.Where(l => l.OrganizationId == organizationId && (l.FromTaskId == taskId || l.ToTaskId == taskId));
        var tasks = db.TaskViews.Where(t => t.OrganizationId == organizationId);
        if (actor.OnlyProjectsIn(organizationId) is { } visible)
            tasks = tasks.Where(t => visible.Contains(t.ProjectId));
        var page = links
            .Join(
                tasks,
                l => l.FromTaskId == taskId ? l.ToTaskId : l.FromTaskId,
                t => t.Id,
                (link, other) => new { Link = link, Other = other }
            )
            .PageById(request.Page, both => both.Link.Id);
        if (page is null)
            return Cursor.Unreadable;

        var items = await page.Select(both => new LinkView(
                both.Link.Id,
                both.Link.Type,
                both.Link.FromTaskId == taskId ? LinkDirection.Outgoing : LinkDirection.Incoming,
                new LinkedTaskView(both.Other.Id, both.Other.Key, both.Other.Title, both.Other.StatusCategory)
            ))
            .ToListAsync(cancellationToken);
        return items.ById(request.Page, l => l.Id);
    }
}
