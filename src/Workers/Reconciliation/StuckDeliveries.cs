using Npgsql;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>Leases that nobody settles, and deliveries that are long due and not tried: the reaper or the deliverers do not work. Reports only.</summary>
internal sealed class StuckDeliveries : ICheck
{
    private const string Sql = """
        SELECT count(*) FILTER (WHERE status <> 'pending' AND leased_until < clock_timestamp() - interval '10 minutes'),
               count(*) FILTER (WHERE status = 'pending' AND next_attempt_at < clock_timestamp() - interval '1 hour')
        FROM deliveries d
        WHERE d.organization_id = $1 AND d.status IN ('pending', 'leased', 'sending')
            AND NOT EXISTS (
                SELECT FROM integrations i WHERE i.organization_id = $1 AND i.id = d.integration_id AND (NOT i.enabled OR i.deleted_at IS NOT NULL))
        """;

    public async Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = organization } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetInt64(0) is > 0 and var leased)
            findings.Add("stuck_leases", $"{leased} deliveries of organization {organization} are leased long past their end.");
        if (reader.GetInt64(1) is > 0 and var waiting)
            findings.Add("overdue_deliveries", $"{waiting} deliveries of organization {organization} have been due for more than an hour.");
    }
}
