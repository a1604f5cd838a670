using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Activities;

/// <summary>Where a project's log stands, for someone who is to be shown what follows (C-4.4).</summary>
public sealed record OpenFeed(Guid ProjectId) : IQuery<FeedPosition>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

/// <param name="Epoch">Changes only when the database was restored: numbers of another epoch mean nothing.</param>
/// <param name="Head">The last number given.</param>
public sealed record FeedPosition(Guid OrganizationId, Guid ProjectId, Guid Epoch, long Head);

internal sealed class OpenFeedHandler(IAppDbContext db, Actor actor) : IRequestHandler<OpenFeed, Result<FeedPosition>>
{
    public async Task<Result<FeedPosition>> Handle(OpenFeed request, CancellationToken cancellationToken)
    {
        var organizationId = actor.Scope.OrganizationId;
        return await db
            .ProjectFeeds.Where(f => f.OrganizationId == organizationId && f.ProjectId == request.ProjectId)
            .AsPositions()
            .SingleAsync(cancellationToken);
    }
}
