namespace TaskFlow.Domain.Jobs;

/// <summary>One tick of a job: when it was due, who ran it and what came of it (ADR 0028). Written by workers alone.</summary>
public sealed class JobRun
{
    private JobRun() { }

    public Guid Id { get; private set; }

    public string Job { get; private set; } = "";

    /// <summary>With the job the identity of the tick: a tick that comes twice is run once.</summary>
    public DateTimeOffset ScheduledAt { get; private set; }

    public string Node { get; private set; } = "";

    /// <summary>The operator who asked for it; null = the schedule did.</summary>
    public Guid? TriggeredBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public JobOutcome Outcome { get; private set; }

    /// <summary>What was counted, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>What a person has to look at.</summary>
    public IReadOnlyList<string> Findings { get; private set; } = [];

    public string? Error { get; private set; }
}

public enum JobOutcome
{
    Running,
    Succeeded,
    Failed,

    /// <summary>It was ended because it took longer than it may.</summary>
    TimedOut,

    /// <summary>Its node was stopped; the next tick goes on.</summary>
    Stopped,

    /// <summary>Its node was lost.</summary>
    Lost,
}
