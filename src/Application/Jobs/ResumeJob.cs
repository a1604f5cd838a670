using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>The job's schedule goes on.</summary>
public sealed record ResumeJob(string Job) : ICommand<JobView>, IHaveNoRules, ITellNobody
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class ResumeJobHandler(IJobSchedules schedules, JobReading jobs) : IRequestHandler<ResumeJob, Result<JobView>>
{
    public async Task<Result<JobView>> Handle(ResumeJob request, CancellationToken cancellationToken) =>
        await schedules.ResumeAsync(request.Job, cancellationToken)
            ? await jobs.OneAsync(request.Job, cancellationToken)
            : Error.NotFound("Job");
}
