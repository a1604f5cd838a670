using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Milestones;

/// <summary>Oldest first, closed ones too.</summary>
public sealed record ListMilestones(Guid ProjectId, PageRequest Page) : IPagedQuery<MilestoneView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListMilestonesHandler(IAppDbContext db) : IRequestHandler<ListMilestones, Result<Page<MilestoneView>>>
{
    public async Task<Result<Page<MilestoneView>>> Handle(ListMilestones request, CancellationToken cancellationToken)
    {
        if (db.Milestones.Where(m => m.ProjectId == request.ProjectId).PageById(request.Page, m => m.Id) is not { } milestones)
            return Cursor.Unreadable;

        var (open, done) = (db.TaskViews.Open(), db.TaskViews.Done());
        var items = await milestones
            .Select(m => new MilestoneView(
                m.Id,
                m.ProjectId,
                m.Name,
                m.Description,
                m.StartDate,
                m.EndDate,
                m.State,
                m.Version,
                open.Count(t => t.OrganizationId == m.OrganizationId && t.MilestoneId == m.Id),
                done.Count(t => t.OrganizationId == m.OrganizationId && t.MilestoneId == m.Id)
            ))
            .ToListAsync(cancellationToken);
        return items.ById(request.Page, m => m.Id);
    }
}
