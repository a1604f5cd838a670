using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Labels;

/// <summary>Oldest first.</summary>
public sealed record ListLabels(Guid ProjectId, PageRequest Page) : IPagedQuery<LabelView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListLabelsHandler(IAppDbContext db) : IRequestHandler<ListLabels, Result<Page<LabelView>>>
{
    public async Task<Result<Page<LabelView>>> Handle(ListLabels request, CancellationToken cancellationToken)
    {
        if (db.Labels.Where(l => l.ProjectId == request.ProjectId).PageById(request.Page, l => l.Id) is not { } labels)
            return Cursor.Unreadable;
        var items = await labels.Select(LabelView.Projection).ToListAsync(cancellationToken);
        return items.ById(request.Page, l => l.Id);
    }
}
