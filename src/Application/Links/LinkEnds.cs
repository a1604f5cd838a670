using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Links;

/// <summary>The two tasks of a link, locked in the order of their ids, with their projects.</summary>
internal sealed record LinkEnds(IReadOnlyDictionary<Guid, LinkEnd> Ends, IReadOnlySet<Guid> ArchivedProjects)
{
    public LinkEnd this[Guid taskId] => Ends[taskId];

    /// <summary>Nothing is written about what is archived.</summary>
    public Error? RefusalOf(Guid taskId) =>
        ArchivedProjects.Contains(Ends[taskId].Task.ProjectId) ? ProjectErrors.Archived
        : Ends[taskId].Task.ArchivedAt is not null ? Domain.Tasks.TaskErrors.Archived
        : null;

    public static async Task<LinkEnds> LockAsync(
        IAppDbContext db,
        Guid organizationId,
        Guid first,
        Guid second,
        CancellationToken cancellationToken
    )
    {
        var tasks = await db
            .Tasks.Where(t => t.OrganizationId == organizationId && (t.Id == first || t.Id == second))
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        var projectIds = tasks.ConvertAll(t => t.ProjectId);
        var projects = await db
            .Projects.Where(p => p.OrganizationId == organizationId && projectIds.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.Key,
                p.ArchivedAt,
            })
            .ToListAsync(cancellationToken);
        return new LinkEnds(
            tasks.ToDictionary(t => t.Id, t => new LinkEnd(t, projects.Single(p => p.Id == t.ProjectId).Key)),
            projects.Where(p => p.ArchivedAt is not null).Select(p => p.Id).ToHashSet()
        );
    }
}
