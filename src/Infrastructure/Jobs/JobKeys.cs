using Quartz;

namespace TaskFlow.Infrastructure.Jobs;

/// <summary>How jobs and their triggers are named in Quartz. One key for requests by hand: a second one before the first has run is the same.</summary>
public static class JobKeys
{
    /// <summary>In the data of a trigger: the operator who asked.</summary>
    public const string TriggeredBy = "triggered_by";

    private const string Group = "taskflow";
    private const string ByHand = "by-hand";

    public static JobKey Of(string job) => new(job, Group);

    public static TriggerKey ScheduleOf(string job) => new(job, Group);

    public static TriggerKey RequestFor(string job) => new(job, ByHand);
}
