using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>What a job did, newest first.</summary>
public sealed record ListJobRuns(string Job, PageRequest Page) : IPagedQuery<JobRunView>
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class ListJobRunsHandler(IJobSchedules schedules, IAppDbContext db) : IRequestHandler<ListJobRuns, Result<Page<JobRunView>>>
{
    public async Task<Result<Page<JobRunView>>> Handle(ListJobRuns request, CancellationToken cancellationToken)
    {
        if (!await schedules.ExistsAsync(request.Job, cancellationToken))
            return Error.NotFound("Job");
        var runs = db.JobRuns.AsNoTracking().Where(r => r.Job == request.Job);
        if (runs.PageById(request.Page, r => r.Id, newestFirst: true) is not { } page)
            return Cursor.Unreadable;
        var found = await page.ToListAsync(cancellationToken);
        return found.ConvertAll(JobRunView.Of).ById(request.Page, r => r.Id, newestFirst: true);
    }
}
