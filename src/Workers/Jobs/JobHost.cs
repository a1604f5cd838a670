using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using TaskFlow.Infrastructure.Jobs;

namespace TaskFlow.Workers.Jobs;

/// <summary>
/// Starts the scheduler where workers run. Not Quartz's own hosted service: that one ends the process when the database is away at the start,
/// and replaces a schedule that an operator has paused.
/// </summary>
internal sealed partial class JobHost(
    ISchedulerFactory schedulers,
    IEnumerable<IScheduledJob> jobs,
    TimeProvider clock,
    ILogger<JobHost> logger
) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>A node without clients ends within 5 s (configuration.md).</summary>
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(3);

    /// <summary>A new schedule begins after its interval, and what is rare after this.</summary>
    private static readonly TimeSpan FirstRunWithin = TimeSpan.FromMinutes(10);

    private IScheduler? scheduler;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                scheduler ??= await schedulers.GetScheduler(stoppingToken);
                foreach (var job in jobs)
                    await ScheduleAsync(scheduler, job, stoppingToken);
                await scheduler.Start(stoppingToken);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotStarted(logger, failure);
                await Task.Delay(AfterFailure, clock, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (scheduler is null)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Finishing);
        try
        {
            // Waiting for runs, Quartz does not look at the token.
            await scheduler.Shutdown(true, patience.Token).AsTask().WaitAsync(patience.Token);
        }
        catch (Exception failure)
        {
            LogNotStopped(logger, failure);
        }
    }

    private async Task ScheduleAsync(IScheduler to, IScheduledJob job, CancellationToken stoppingToken)
    {
        var detail = JobBuilder
            .Create<JobRunner>()
            .WithIdentity(JobKeys.Of(job.Name))
            .WithDescription(job.Description)
            .StoreDurably()
            .Build();
        await to.AddJob(detail, new AddJobOptions { Replace = true }, stoppingToken);

        var key = JobKeys.ScheduleOf(job.Name);
        if (await to.GetTrigger(key, stoppingToken) is not ISimpleTrigger present)
        {
            await to.ScheduleTrigger(TriggerOf(job), TriggerConflict.Keep, stoppingToken);
            return;
        }
        if (present.RepeatInterval == job.Every)
            return;
        var wasPaused = await to.GetTriggerState(key, stoppingToken) == TriggerState.Paused;
        await to.RescheduleJob(key, TriggerOf(job), stoppingToken);
        if (wasPaused)
            await to.PauseTrigger(key, stoppingToken);
    }

    /// <summary>Ticks that were missed are made up for by one.</summary>
    private ITrigger TriggerOf(IScheduledJob job) =>
        TriggerBuilder
            .Create(clock)
            .ForJob(JobKeys.Of(job.Name))
            .WithIdentity(JobKeys.ScheduleOf(job.Name))
            .WithDescription(job.Description)
            .StartAt(clock.GetUtcNow() + (job.Every < FirstRunWithin ? job.Every : FirstRunWithin))
            .WithSchedule(
                SimpleScheduleBuilder
                    .Create()
                    .WithInterval(job.Every)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
            )
            .Build();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler of jobs could not be started; trying again")]
    private static partial void LogNotStarted(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler of jobs did not stop in time")]
    private static partial void LogNotStopped(ILogger logger, Exception exception);
}
