using Microsoft.Extensions.Logging;
using Quartz;
using TaskFlow.Domain.Jobs;
using TaskFlow.Infrastructure.Jobs;

namespace TaskFlow.Workers.Jobs;

/// <summary>Runs a tick that Quartz calls for: once, within the limit of its job, and with a record of what came of it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class JobRunner(IEnumerable<IScheduledJob> jobs, JobLog log, TimeProvider clock, ILogger<JobRunner> logger) : IJob
{
    /// <summary>For the record of a run whose node stops.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        // A newer release may have scheduled what this one does not know.
        if (jobs.FirstOrDefault(j => j.Name == name) is not { } job)
            return;
        Guid? triggeredBy = Guid.TryParse(context.Trigger.JobDataMap.GetString(JobKeys.TriggeredBy), out var user) ? user : null;
        var scheduledAt = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        if (await log.BeginAsync(name, scheduledAt, triggeredBy, cancellationToken) is not { } run)
            return;

        var began = clock.GetTimestamp();
        var (outcome, report, error) = await RunAsync(job, cancellationToken);
        JobMetrics.Count(name, outcome, clock.GetElapsedTime(began));
        foreach (var finding in report?.Findings ?? [])
            LogFinding(logger, name, finding);
        using var patience = new CancellationTokenSource(LastWords, clock);
        await log.EndAsync(run, outcome, report, error, patience.Token);
    }

    private async Task<(JobOutcome Outcome, JobReport? Report, string? Error)> RunAsync(IScheduledJob job, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(job.Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            return (JobOutcome.Succeeded, await job.RunAsync(either.Token), null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (JobOutcome.Stopped, null, null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogTimedOut(logger, job.Name, job.Limit);
            return (JobOutcome.TimedOut, null, $"It took longer than {job.Limit}.");
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, job.Name);
            return (JobOutcome.Failed, null, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} found: {Finding}")]
    private static partial void LogFinding(ILogger logger, string job, string finding);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} was ended: it took longer than {Limit}")]
    private static partial void LogTimedOut(ILogger logger, string job, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string job);
}
