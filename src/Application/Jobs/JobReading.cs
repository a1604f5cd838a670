using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>A job as it is now: its schedule, and the newest of its runs.</summary>
internal sealed class JobReading(IJobSchedules schedules, IAppDbContext db)
{
    public async Task<IReadOnlyList<JobView>> AllAsync(CancellationToken cancellationToken)
    {
        var scheduled = await schedules.ListAsync(cancellationToken);
        var names = scheduled.Select(s => s.Name).ToList();
        var newest = await db
            .JobRuns.AsNoTracking()
            .Where(r => names.Contains(r.Job))
            .GroupBy(r => r.Job)
            .Select(runs => runs.OrderByDescending(r => r.Id).First())
            .ToDictionaryAsync(r => r.Job, StringComparer.Ordinal, cancellationToken);
        return [.. scheduled.Select(s => JobView.Of(s, newest.GetValueOrDefault(s.Name)))];
    }

    public async Task<Result<JobView>> OneAsync(string name, CancellationToken cancellationToken)
    {
        var found = (await schedules.ListAsync(cancellationToken)).FirstOrDefault(s => s.Name == name);
        if (found is null)
            return Error.NotFound("Job");
        var last = await db
            .JobRuns.AsNoTracking()
            .Where(r => r.Job == name)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return JobView.Of(found, last);
    }
}
