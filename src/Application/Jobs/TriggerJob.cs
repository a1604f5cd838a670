using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>Has a job run as soon as a worker is free, also while it is paused. Asking twice before it runs is asking once.</summary>
public sealed record TriggerJob(string Job) : ICommand<JobView>, IHaveNoRules, ITellNobody
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class TriggerJobHandler(IJobSchedules schedules, JobReading jobs, Actor actor)
    : IRequestHandler<TriggerJob, Result<JobView>>
{
    public async Task<Result<JobView>> Handle(TriggerJob request, CancellationToken cancellationToken) =>
        await schedules.TriggerAsync(request.Job, actor.UserId, cancellationToken)
            ? await jobs.OneAsync(request.Job, cancellationToken)
            : Error.NotFound("Job");
}
