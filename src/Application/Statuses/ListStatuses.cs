using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Statuses;

/// <summary>In the order of the board.</summary>
public sealed record ListStatuses(Guid ProjectId, PageRequest Page) : IPagedQuery<StatusView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListStatusesHandler(IAppDbContext db) : IRequestHandler<ListStatuses, Result<Page<StatusView>>>
{
    private const string Sort = "position";

    public async Task<Result<Page<StatusView>>> Handle(ListStatuses request, CancellationToken cancellationToken)
    {
        var statuses = db.Statuses.Where(s => s.ProjectId == request.ProjectId);
        if (request.Page.Cursor is { } text)
        {
            if (
                Cursor.Decode(text) is not { Sort: Sort, Value: var value, Id: var id }
                || !int.TryParse(value, CultureInfo.InvariantCulture, out var last)
            )
                return Cursor.Unreadable;
            statuses = statuses.Where(s => s.Position > last || (s.Position == last && s.Id.CompareTo(id) > 0));
        }

        var items = await statuses
            .OrderBy(s => s.Position)
            .ThenBy(s => s.Id)
            .Select(StatusView.Projection)
            .Take(request.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        return Page<StatusView>.Of(
            items,
            request.Page.Limit,
            s => new Cursor(Sort, s.Position.ToString(CultureInfo.InvariantCulture), s.Id)
        );
    }
}
