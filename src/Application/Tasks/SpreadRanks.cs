using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>Gives a column short ranks again, never as part of a person's request (api.md). Nobody sees a card jump. Answers how many changed.</summary>
public sealed record SpreadRanks(Guid StatusId) : ICommand<int>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Status(StatusId));
}

internal sealed class SpreadRanksHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<SpreadRanks, Result<int>>
{
    public async Task<Result<int>> Handle(SpreadRanks request, CancellationToken cancellationToken)
    {
        // Also waits for those who merely enter the column: they made their rank from the one at its end.
        var status = await db.Statuses.Where(s => s.Id == request.StatusId).LockedForDeletion().SingleOrDefaultAsync(cancellationToken);
        if (status is null)
            return 0;

        // Archived ones keep their place among the others.
        var column = await db
            .Tasks.Where(t => t.OrganizationId == status.OrganizationId && t.StatusId == status.Id)
            .OrderBy(t => t.Rank)
            .ThenBy(t => t.Id)
            .Select(t => new NewRank(t.Id, t.Rank))
            .ToListAsync(cancellationToken);
        var changed = SpreadOf(column);
        if (changed.Count == 0)
            return 0;

        var ids = changed.Keys.ToList();
        var tasks = await db
            .Tasks.Where(t => t.OrganizationId == status.OrganizationId && t.StatusId == status.Id && ids.Contains(t.Id))
            .OrderBy(t => t.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        // Who moved a task out of the column holds another column's lock: what was put elsewhere since it was read stays where it was put.
        var read = column.ToDictionary(c => c.TaskId, c => c.Rank);
        tasks.RemoveAll(t => !string.Equals(t.Rank, read[t.Id], StringComparison.Ordinal));
        if (tasks.Count == 0)
            return 0;
        foreach (var task in tasks)
            task.Respread(changed[task.Id]);
        status.TellOfNewRanks([.. tasks.Select(t => new NewRank(t.Id, t.Rank))], actor.UserId, clock.GetUtcNow());
        return tasks.Count;
    }

    private static Dictionary<Guid, string> SpreadOf(List<NewRank> column)
    {
        var ranks = column.ConvertAll(c => c.Rank);
        var changed = new Dictionary<Guid, string>();
        while (RankSpread.Of(ranks) is { } spread)
        {
            for (var i = 0; i < spread.Ranks.Count; i++)
            {
                ranks[spread.Start + i] = spread.Ranks[i];
                changed[column[spread.Start + i].TaskId] = spread.Ranks[i];
            }
        }

        return changed;
    }
}
