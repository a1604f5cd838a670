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

namespace TaskFlow.Application.Milestones;

/// <summary>Oldest first, closed ones too.</summary>
public sealed record ListMilestones(Guid ProjectId, PageRequest Page) : IQuery<Page<MilestoneView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListMilestonesRules : AbstractValidator<ListMilestones>
{
    public ListMilestonesRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListMilestonesHandler(IAppDbContext db) : IRequestHandler<ListMilestones, Result<Page<MilestoneView>>>
{
    private const string Sort = "id";

    public async Task<Result<Page<MilestoneView>>> Handle(ListMilestones request, CancellationToken cancellationToken)
    {
        var milestones = db.Milestones.Where(m => m.ProjectId == request.ProjectId);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            milestones = milestones.Where(m => m.Id.CompareTo(last) > 0);
        }

        var (open, done) = (db.TaskViews.Open(), db.TaskViews.Done());
        var items = await milestones
            .OrderBy(m => m.Id)
            .Take(request.Page.Limit + 1)
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
        return Page<MilestoneView>.Of(items, request.Page.Limit, m => new Cursor(Sort, "", m.Id));
    }
}
