using Npgsql;
using NpgsqlTypes;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// What waits for a destination rests while nothing can go there: because a person has to mend it, or because it asked for a pause (C-1.1). Moved as
/// a whole by one statement, so that thousands of waiting rows are not looked at one by one, and woken as a whole when it works again.
/// </summary>
public sealed class DestinationRest(NpgsqlDataSource database)
{
    /// <summary>At the latest then what waits is looked at again: it may have expired meanwhile.</summary>
    public static readonly TimeSpan WhilePaused = TimeSpan.FromMinutes(10);

    private const string AsWorkerFor = "SELECT set_config('app.worker', 'on', true), set_config('app.orgs', $1, true)";

    /// <summary>Waits for whoever is mending the integration, so that the next statement sees what came of it.</summary>
    private const string PausedSql = "SELECT FROM integrations WHERE organization_id = $1 AND id = $2 AND status = 'paused' FOR SHARE";

    private const string RestSql = """
        WITH waiting AS MATERIALIZED (
            SELECT organization_id, id FROM deliveries
            WHERE organization_id = $1 AND channel = $2 AND status = 'pending' AND turn_at < clock_timestamp() + $4
                AND ($2 = 'email' OR integration_id = $3)
                AND ($5::text IS NULL OR EXISTS (SELECT FROM integrations i WHERE i.organization_id = $1 AND i.id = $3 AND i.status = $5))
            LIMIT 10000 FOR UPDATE SKIP LOCKED),
        rest AS (SELECT organization_id, id, clock_timestamp() + $4 * (1 + $6 * random()) AS until FROM waiting)
        UPDATE deliveries d SET next_attempt_at = r.until, turn_at = r.until
        FROM rest r WHERE d.organization_id = r.organization_id AND d.id = r.id
        """;

    /// <summary>Closes the lane to what comes in meanwhile. A longer pause that was asked for before stays.</summary>
    private const string CloseSql = """
        INSERT INTO paces (key, free_at) VALUES ($1, clock_timestamp() + $2)
        ON CONFLICT (key) DO UPDATE SET free_at = greatest(paces.free_at, excluded.free_at)
        """;

    private const string WakeSql = """
        UPDATE deliveries SET next_attempt_at = clock_timestamp(), turn_at = clock_timestamp()
        WHERE organization_id = $1 AND channel = $2 AND ($2 = 'email' OR integration_id = $3) AND status = 'pending'
            AND next_attempt_at > clock_timestamp()
        """;

    /// <summary>It is paused until a person mends it.</summary>
    public async Task PausedAsync(DeliveryChannel channel, IntegrationKey integration, CancellationToken cancellationToken)
    {
        await using var batch = Batch(integration);
        batch.BatchCommands.Add(Command(PausedSql, integration.OrganizationId, integration.Id));
        batch.BatchCommands.Add(Rest(channel, integration, WhilePaused, onlyWhile: "paused", spread: 0));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>It asked for a pause (429, Retry-After): nothing is tried before, also not by other workers.</summary>
    public async Task ThrottledAsync(
        DeliveryChannel channel,
        IntegrationKey integration,
        TimeSpan pause,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(integration);
        batch.BatchCommands.Add(Command(CloseSql, GateOf(channel, integration), pause));
        batch.BatchCommands.Add(Rest(channel, integration, pause, onlyWhile: null, DeliveryVerdict.ThrottleSpread));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>It works again: what waits for it need not wait any longer (api.md).</summary>
    public async Task WakeAsync(DeliveryChannel channel, IntegrationKey integration, CancellationToken cancellationToken)
    {
        await using var batch = Batch(integration);
        batch.BatchCommands.Add(Command(WakeSql, integration.OrganizationId, SnakeCase.Of(channel), integration.Id));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Rest(
        DeliveryChannel channel,
        IntegrationKey integration,
        TimeSpan pause,
        string? onlyWhile,
        double spread
    ) =>
        Command(
            RestSql,
            integration.OrganizationId,
            SnakeCase.Of(channel),
            integration.Id,
            pause,
            new NpgsqlParameter { Value = (object?)onlyWhile ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            spread
        );

    /// <summary>What the claim asks for: a delivery knows its integration, but an e-mail only its organization, which has one way to send it.</summary>
    private static string GateOf(DeliveryChannel channel, IntegrationKey integration) =>
        channel == DeliveryChannel.Email ? $"{SnakeCase.Of(channel)}/{integration.OrganizationId}" : $"{integration.Id}";

    private NpgsqlBatch Batch(IntegrationKey integration)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(AsWorkerFor, Tenancy.Array([integration.OrganizationId])));
        return batch;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
