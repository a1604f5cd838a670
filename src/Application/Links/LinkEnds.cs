using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Links;

/// <summary>The two tasks of a link, locked in the order of their ids, with what is to be known of their projects.</summary>
internal sealed record LinkEnds(
    IReadOnlyDictionary<Guid, LinkEnd> Ends,
    IReadOnlySet<Guid> ArchivedProjects,
    IReadOnlyDictionary<Guid, StatusCategory> Categories
)
{
    public LinkEnd this[Guid taskId] => Ends[taskId];

    public LinkEnd? OtherThan(Guid taskId) => Ends.Values.SingleOrDefault(e => e.Task.Id != taskId);

    public StatusCategory CategoryOf(Guid taskId) => Categories[Ends[taskId].Task.StatusId];

    /// <summary>Nothing is written about what is archived.</summary>
    public Error? RefusalOf(Guid taskId) =>
        ArchivedProjects.Contains(Ends[taskId].Task.ProjectId) ? ProjectErrors.Archived
        : Ends[taskId].Task.ArchivedAt is not null ? TaskErrors.Archived
        : null;

    public static async Task<LinkEnds> LockAsync(
        IAppDbContext db,
        Guid organizationId,
        IQueryable<TaskItem> either,
        CancellationToken cancellationToken
    )
    {
        var tasks = await either.Where(t => t.OrganizationId == organizationId).OrderBy(t => t.Id).Locked().ToListAsync(cancellationToken);
        var statusIds = tasks.ConvertAll(t => t.StatusId);
        var places = await db
            .Statuses.Where(s => s.OrganizationId == organizationId && statusIds.Contains(s.Id))
            .Join(
                db.Projects.Where(p => p.OrganizationId == organizationId),
                s => s.ProjectId,
                p => p.Id,
                (s, p) =>
                    new
                    {
                        StatusId = s.Id,
                        s.Category,
                        ProjectId = p.Id,
                        p.Key,
                        p.ArchivedAt,
                    }
            )
            .ToListAsync(cancellationToken);
        return new LinkEnds(
            tasks.ToDictionary(t => t.Id, t => new LinkEnd(t, places.First(p => p.ProjectId == t.ProjectId).Key)),
            places.Where(p => p.ArchivedAt is not null).Select(p => p.ProjectId).ToHashSet(),
            places.ToDictionary(p => p.StatusId, p => p.Category)
        );
    }
}
