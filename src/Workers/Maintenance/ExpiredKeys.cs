using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Maintenance;

/// <summary>Deletes idempotency keys and tickets that have expired (C-3a.8).</summary>
internal sealed class ExpiredKeys(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 5_000;

    private const string DeleteKeys = """
        WITH expired AS MATERIALIZED (
            SELECT user_id, key FROM idempotency_keys WHERE expires_at <= clock_timestamp() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM idempotency_keys k USING expired e WHERE k.user_id = e.user_id AND k.key = e.key
        """;

    private const string DeleteTickets = """
        DELETE FROM realtime_tickets
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM realtime_tickets WHERE expires_at <= clock_timestamp() LIMIT $1 FOR UPDATE SKIP LOCKED))
        """;

    public string Name => "expired-keys";

    public string Description => "Deletes idempotency keys and realtime tickets that have expired.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        new(
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["keys"] = await Sweep.RunAsync(database, DeleteKeys, Batch, cancellationToken),
                ["tickets"] = await Sweep.RunAsync(database, DeleteTickets, Batch, cancellationToken),
            },
            []
        );
}
