using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Deliveries;

/// <summary>Deletes deliveries that ended well 30 days ago, with their tries (data.md). Dead, unknown and expired ones are kept for people.</summary>
internal sealed class OldDeliveries(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 1_000;

    // Ids grow with time, so the primary key finds the old ones of an organization: there is no index by age to keep up on the hot path.
    private const string Delete = """
        WITH bound AS (
            SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp() - interval '30 days') * 1000)::bigint), 12, '0')
                    || '70008000000000000000')::uuid AS id),
        old AS MATERIALIZED (
            SELECT d.organization_id, d.id
            FROM (SELECT DISTINCT organization_id FROM memberships) o
            CROSS JOIN bound
            CROSS JOIN LATERAL (
                SELECT d.organization_id, d.id FROM deliveries d
                WHERE d.organization_id = o.organization_id AND d.id < bound.id AND d.status IN ('delivered', 'suppressed')
                ORDER BY d.id LIMIT $1) d
            LIMIT $1)
        DELETE FROM deliveries d USING old
        WHERE d.organization_id = old.organization_id AND d.id = old.id AND d.status IN ('delivered', 'suppressed')
        """;

    public string Name => "old-deliveries";

    public string Description => "Deletes deliveries that were delivered or suppressed more than 30 days ago.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public TimeSpan Limit => TimeSpan.FromMinutes(10);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        JobReport.Of("deliveries", await Sweep.RunAsync(database, Delete, Batch, cancellationToken));
}
