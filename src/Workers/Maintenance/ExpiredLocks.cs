using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Maintenance;

/// <summary>Deletes edit locks that nobody renewed. They have been without effect since they expired; this only keeps the table small.</summary>
internal sealed class ExpiredLocks(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 1_000;

    // The statement looks at the expiry again when it has the row: a lock that is renewed meanwhile stays.
    private const string Delete = """
        WITH expired AS MATERIALIZED (
            SELECT organization_id, task_id FROM task_locks WHERE expires_at <= clock_timestamp() LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM task_locks l USING expired e
        WHERE l.organization_id = e.organization_id AND l.task_id = e.task_id AND l.expires_at <= clock_timestamp()
        """;

    public string Name => "expired-locks";

    public string Description => "Deletes edit locks that have expired.";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        JobReport.Of("locks", await Sweep.RunAsync(database, Delete, Batch, cancellationToken));
}
