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

namespace TaskFlow.Application.Links;

/// <summary>Oldest first; only those to tasks that the caller sees too.</summary>
public sealed record ListLinks(ResourceRef Task, PageRequest Page) : IQuery<Page<LinkView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

internal sealed class ListLinksRules : AbstractValidator<ListLinks>
{
    public ListLinksRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListLinksHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListLinks, Result<Page<LinkView>>>
{
    private const string Sort = "id";

    public async Task<Result<Page<LinkView>>> Handle(ListLinks request, CancellationToken cancellationToken)
    {
        var (organizationId, taskId) = (actor.Scope.OrganizationId, actor.Scope.ResourceId!.Value);
        var links = db.TaskLinks.Where(l => l.OrganizationId == organizationId && (l.FromTaskId == taskId || l.ToTaskId == taskId));
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            links = links.Where(l => l.Id.CompareTo(last) > 0);
        }

        var tasks = db.TaskViews.Where(t => t.OrganizationId == organizationId);
        if (actor.OnlyProjectsIn(organizationId) is { } visible)
            tasks = tasks.Where(t => visible.Contains(t.ProjectId));
        var items = await links
            .Join(
                tasks,
                l => l.FromTaskId == taskId ? l.ToTaskId : l.FromTaskId,
                t => t.Id,
                (link, other) => new { Link = link, Other = other }
            )
            .OrderBy(both => both.Link.Id)
            .Take(request.Page.Limit + 1)
            .Select(both => new LinkView(
                both.Link.Id,
                both.Link.Type,
                both.Link.FromTaskId == taskId ? LinkDirection.Outgoing : LinkDirection.Incoming,
                new LinkedTaskView(both.Other.Id, both.Other.Key, both.Other.Title, both.Other.StatusCategory)
            ))
            .ToListAsync(cancellationToken);
        return Page<LinkView>.Of(items, request.Page.Limit, l => new Cursor(Sort, "", l.Id));
    }
}
