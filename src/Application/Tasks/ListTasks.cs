using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks.Filters;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>Tasks of a project, or of all projects of an organization that the caller sees, filtered, in one order, page by page.</summary>
public sealed record ListTasks(ResourceRef Within, TaskFilter Filter, TaskSort Sort, PageRequest Page) : IPagedQuery<TaskView>
{
    public AccessRule Access => AccessRule.To(Permission.See, Within);
}

internal sealed class ListTasksHandler(IAppDbContext db, FilterResolver filters, Actor actor)
    : IRequestHandler<ListTasks, Result<Page<TaskView>>>
{
    public async Task<Result<Page<TaskView>>> Handle(ListTasks request, CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        var tasks = db.TaskViews.Where(t => t.OrganizationId == scope.OrganizationId);
        var texts = db.TaskSearch.Where(s => s.OrganizationId == scope.OrganizationId);
        if (scope.ProjectId is { } projectId)
        {
            tasks = tasks.Where(t => t.ProjectId == projectId);
            texts = texts.Where(s => s.ProjectId == projectId);
        }
        else if (actor.OnlyProjectsIn(scope.OrganizationId) is { } visible)
        {
            tasks = tasks.Where(t => visible.Contains(t.ProjectId));
        }

        var filter = await filters.ResolveAsync(request.Filter.Expression, scope, cancellationToken);
        if (filter.IsFailure)
            return filter.Refusal;
        tasks = filter.Value.Apply(request.Filter.Apply(tasks, texts), texts);

        var after = request.Page.Cursor is { } text ? Cursor.Decode(text) : null;
        if (request.Page.Cursor is not null && after is null)
            return Cursor.Unreadable;
        var ordered = request.Sort.Apply(tasks, after);
        if (ordered is null)
            return Cursor.Unreadable;

        var items = await ordered.Take(request.Page.Limit + 1).ToListAsync(cancellationToken);
        return Page<TaskView>.Of(items, request.Page.Limit, request.Sort.CursorAt);
    }
}
