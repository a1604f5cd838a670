namespace TaskFlow.Workers.Jobs;

/// <summary>
/// Recurring work. Any tick may come late, twice or not at all, and any run may end in the middle: what a job does is idempotent, bounded and
/// goes on where it was left (ADR 0028). One run at a time over all nodes.
/// </summary>
internal interface IScheduledJob
{
    /// <summary>As operators know it; part of the API.</summary>
    string Name { get; }

    string Description { get; }

    TimeSpan Every { get; }

    /// <summary>A run that takes longer is ended and recorded as timed out.</summary>
    TimeSpan Limit => TimeSpan.FromMinutes(2);

    Task<JobReport> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a run did, for its record.</summary>
/// <param name="Findings">What a person has to look at; bounded by the job.</param>
internal sealed record JobReport(IReadOnlyDictionary<string, long> Counts, IReadOnlyList<string> Findings)
{
    public static JobReport Of(string counted, long count) =>
        new(new Dictionary<string, long>(StringComparer.Ordinal) { [counted] = count }, []);
}
