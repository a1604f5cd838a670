using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.SavedViews;

/// <summary>One's own and the shared ones of a project, oldest first.</summary>
public sealed record ListViews(Guid ProjectId, PageRequest Page) : IPagedQuery<SavedViewDetails>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListViewsHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListViews, Result<Page<SavedViewDetails>>>
{
    public async Task<Result<Page<SavedViewDetails>>> Handle(ListViews request, CancellationToken cancellationToken)
    {
        var visible = db.SavedViews.Where(v => v.ProjectId == request.ProjectId).VisibleTo(actor.UserId);
        if (visible.PageById(request.Page, v => v.Id) is not { } views)
            return Cursor.Unreadable;
        var items = await views.Select(SavedViewDetails.Projection).ToListAsync(cancellationToken);
        return items.ById(request.Page, v => v.Id);
    }
}
