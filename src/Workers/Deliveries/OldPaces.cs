using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Deliveries;

/// <summary>Deletes turns that have long been free: no row says the same.</summary>
internal sealed class OldPaces(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 1_000;

    private const string Delete = """
        WITH old AS MATERIALIZED (
            SELECT key FROM paces WHERE free_at < clock_timestamp() - interval '1 hour' LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM paces p USING old o WHERE p.key = o.key AND p.free_at < clock_timestamp() - interval '1 hour'
        """;

    public string Name => "old-paces";

    public string Description => "Deletes turns of Slack channels and mail that ended an hour ago.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        JobReport.Of("turns", await Sweep.RunAsync(database, Delete, Batch, cancellationToken));
}
