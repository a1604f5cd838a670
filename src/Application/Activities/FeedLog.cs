using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Activities;

/// <summary>
/// The logs as a node reads them for subscribers that <see cref="OpenFeed"/> let in. Always the primary: a replica may show commits in another
/// order (C-4.3).
/// </summary>
public sealed class FeedLog(IAppDbContext db, Actor actor)
{
    /// <summary>Where these logs stand, in one round trip.</summary>
    public async Task<IReadOnlyList<FeedPosition>> PositionsAsync(
        IReadOnlyList<Guid> organizationIds,
        IReadOnlyList<Guid> projectIds,
        CancellationToken cancellationToken
    )
    {
        actor.ReadFor(organizationIds);
        return await db
            .ProjectFeeds.Where(f => organizationIds.Contains(f.OrganizationId) && projectIds.Contains(f.ProjectId))
            .AsPositions()
            .ToListAsync(cancellationToken);
    }

    /// <summary>The envelopes right after a number, ascending.</summary>
    public async Task<IReadOnlyList<Envelope>> AfterAsync(
        Guid organizationId,
        Guid projectId,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        actor.ReadFor([organizationId]);
        return await db.EnvelopesAfter(organizationId, projectId, after, limit).ToListAsync(cancellationToken);
    }
}

internal static class FeedQueries
{
    public static IQueryable<FeedPosition> AsPositions(this IQueryable<ProjectFeed> feeds) =>
        feeds.Select(f => new FeedPosition(f.OrganizationId, f.ProjectId, f.Epoch, f.Head));

    public static IQueryable<Envelope> EnvelopesAfter(this IAppDbContext db, Guid organizationId, Guid projectId, long after, int limit) =>
        db
            .Activities.Where(a => a.OrganizationId == organizationId && a.ProjectId == projectId && a.Seq > after)
            .OrderBy(a => a.Seq)
            .Take(limit)
            .WithActors(db.Users)
            .OrderBy(line => line.Activity.Seq)
            .AsEnvelopes();
}
