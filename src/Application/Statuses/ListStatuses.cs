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

/// <summary>All of them, in the order of the board; a workflow is never a page long.</summary>
public sealed record ListStatuses(Guid ProjectId) : IQuery<Page<StatusView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListStatusesHandler(IAppDbContext db) : IRequestHandler<ListStatuses, Result<Page<StatusView>>>
{
    public async Task<Result<Page<StatusView>>> Handle(ListStatuses request, CancellationToken cancellationToken) =>
        Page<StatusView>.All(
            await db
                .Statuses.Where(s => s.ProjectId == request.ProjectId)
                .OrderBy(s => s.Position)
                .ThenBy(s => s.Id)
                .Select(StatusView.Projection)
                .ToListAsync(cancellationToken)
        );
}
