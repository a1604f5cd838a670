using Npgsql;

namespace TaskFlow.Workers.Jobs;

/// <summary>Deletes the records of runs after 14 days; the last one of a job is kept, however old.</summary>
internal sealed class OldRuns(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 1_000;

    private const string Delete = """
        WITH old AS MATERIALIZED (
            SELECT r.id FROM job_runs r
            WHERE r.started_at < clock_timestamp() - interval '14 days'
                AND EXISTS (SELECT FROM job_runs newer WHERE newer.job = r.job AND newer.id > r.id)
            LIMIT $1)
        DELETE FROM job_runs r USING old WHERE r.id = old.id
        """;

    public string Name => "old-runs";

    public string Description => "Deletes the records of job runs after 14 days.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        JobReport.Of("runs", await Sweep.RunAsync(database, Delete, Batch, cancellationToken));
}
