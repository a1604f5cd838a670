using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Jobs;

/// <summary>No tick of the job's schedule runs until it is resumed; a run that has begun ends as always.</summary>
public sealed record PauseJob(string Job) : ICommand<JobView>, IHaveNoRules, ITellNobody
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class PauseJobHandler(IJobSchedules schedules, JobReading jobs, Actor actor) : IRequestHandler<PauseJob, Result<JobView>>
{
    public async Task<Result<JobView>> Handle(PauseJob request, CancellationToken cancellationToken) =>
        await schedules.PauseAsync(request.Job, actor.UserId, cancellationToken)
            ? await jobs.OneAsync(request.Job, cancellationToken)
            : Error.NotFound("Job");
}
