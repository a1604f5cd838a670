using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Jobs;

namespace TaskFlow.Application.Jobs;

/// <param name="EverySeconds">Between two ticks of its schedule.</param>
/// <param name="NextRunAt">Null while it is paused.</param>
/// <param name="LastRun">The newest, which may be running; null before the first.</param>
public sealed record JobView(
    string Name,
    string Description,
    long EverySeconds,
    bool Paused,
    bool Running,
    DateTimeOffset? NextRunAt,
    JobRunView? LastRun
)
{
    public static JobView Of(JobSchedule schedule, JobRun? last) =>
        new(
            schedule.Name,
            schedule.Description,
            (long)schedule.Every.TotalSeconds,
            schedule.IsPaused,
            last?.Outcome == JobOutcome.Running,
            schedule.NextRunAt,
            last is null ? null : JobRunView.Of(last)
        );
}

/// <param name="TriggeredBy">The operator who asked for it; null = the schedule did.</param>
/// <param name="Counts">What was done, by name.</param>
/// <param name="Findings">What a person has to look at.</param>
public sealed record JobRunView(
    Guid Id,
    string Job,
    string Node,
    Guid? TriggeredBy,
    DateTimeOffset ScheduledAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    JobOutcome Outcome,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<string> Findings,
    string? Error
)
{
    public static JobRunView Of(JobRun run) =>
        new(
            run.Id,
            run.Job,
            run.Node,
            run.TriggeredBy,
            run.ScheduledAt,
            run.StartedAt,
            run.EndedAt,
            run.Outcome,
            run.Counts,
            run.Findings,
            run.Error
        );
}
