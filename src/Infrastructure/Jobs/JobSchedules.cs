using Quartz;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Jobs;

/// <summary>The schedules as Quartz keeps them in the database. What is changed here holds for every node, and after every restart.</summary>
internal sealed class JobSchedules(ISchedulerFactory schedulers, TimeProvider clock) : IJobSchedules
{
    public async Task<IReadOnlyList<JobSchedule>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var jobs = (await scheduler.QueryJobs(new JobQuery(), cancellationToken)).Items;
        var triggers = (await scheduler.QueryTriggers(new TriggerQuery(), cancellationToken)).Items.ToDictionary(t => t.Key);
        var schedules = await scheduler.GetTriggers([.. jobs.Select(j => JobKeys.ScheduleOf(j.Key.Name))], cancellationToken);
        var intervals = schedules.OfType<ISimpleTrigger>().ToDictionary(t => t.Key, t => t.RepeatInterval);
        return
        [
            .. jobs.Select(j => JobKeys.ScheduleOf(j.Key.Name))
                .Where(key => triggers.ContainsKey(key) && intervals.ContainsKey(key))
                .OrderBy(key => key.Name, StringComparer.Ordinal)
                .Select(key =>
                {
                    var trigger = triggers[key];
                    var isPaused = trigger.State == TriggerState.Paused;
                    return new JobSchedule(
                        key.Name,
                        trigger.Description ?? "",
                        intervals[key],
                        isPaused,
                        isPaused ? null : trigger.NextFireTimeUtc
                    );
                }),
        ];
    }

    public async Task<bool> ExistsAsync(string job, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).Exists(JobKeys.Of(job), cancellationToken);

    public async Task<bool> TriggerAsync(string job, Guid userId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (!await scheduler.Exists(JobKeys.Of(job), cancellationToken))
            return false;
        var request = TriggerBuilder
            .Create(clock)
            .ForJob(JobKeys.Of(job))
            .WithIdentity(JobKeys.RequestFor(job))
            .UsingJobData(JobKeys.TriggeredBy, userId.ToString())
            .StartNow()
            .Build();
        await scheduler.ScheduleTrigger(request, TriggerConflict.Keep, cancellationToken);
        return true;
    }

    public async Task<bool> PauseAsync(string job, Guid userId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (!await scheduler.Exists(JobKeys.Of(job), cancellationToken))
            return false;
        var details = new PauseDetails { RequestedBy = userId.ToString() };
        await scheduler.PauseTriggerWith(JobKeys.ScheduleOf(job), details, cancellationToken);
        return true;
    }

    public async Task<bool> ResumeAsync(string job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (!await scheduler.Exists(JobKeys.Of(job), cancellationToken))
            return false;
        await scheduler.ResumeTrigger(JobKeys.ScheduleOf(job), cancellationToken);
        return true;
    }
}
