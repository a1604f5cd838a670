using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>The recurring work of the installation: when it runs next, and how it went last.</summary>
public sealed record ListJobs : IQuery<Page<JobView>>
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class ListJobsHandler(JobReading jobs) : IRequestHandler<ListJobs, Result<Page<JobView>>>
{
    public async Task<Result<Page<JobView>>> Handle(ListJobs request, CancellationToken cancellationToken) =>
        Page<JobView>.All(await jobs.AllAsync(cancellationToken));
}
