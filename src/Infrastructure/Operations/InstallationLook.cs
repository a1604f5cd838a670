using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Operations;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Operations;

internal sealed class InstallationLook(NpgsqlDataSource database, Circuits circuits, IBacklog backlog) : IInstallationLook
{
    private const string OutboxSql = """
        SELECT (SELECT count(*) FROM outbox), (SELECT next_attempt_at FROM outbox WHERE attempts = 0 ORDER BY id LIMIT 1),
               (SELECT count(*) FROM outbox_dead)
        """;

    /// <summary>Three parts, each of them an index of what is not over: what was delivered is never looked at.</summary>
    private const string DeliveriesSql = """
        SELECT channel, sum(pending), sum(due), min(oldest), sum(in_flight), sum(unknown), sum(dead) FROM (
            SELECT channel, count(*) AS pending, count(*) FILTER (WHERE next_attempt_at <= clock_timestamp()) AS due,
                   min(next_attempt_at) FILTER (WHERE next_attempt_at <= clock_timestamp()) AS oldest, 0 AS in_flight, 0 AS unknown, 0 AS dead
            FROM deliveries WHERE status = 'pending' GROUP BY channel
            UNION ALL
            SELECT channel, 0, 0, NULL, count(*), 0, 0 FROM deliveries WHERE status IN ('leased', 'sending') GROUP BY channel
            UNION ALL
            SELECT channel, 0, 0, NULL, 0, count(*) FILTER (WHERE status = 'unknown'), count(*) FILTER (WHERE status = 'dead')
            FROM deliveries WHERE status IN ('dead', 'unknown', 'expired') GROUP BY channel) AS parts
        GROUP BY channel ORDER BY channel
        """;

    private const string ConnectionsSql = """
        SELECT application_name, coalesce(state, 'starting'), count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user GROUP BY 1, 2 ORDER BY 1, 2
        """;

    public async Task<OverviewView> TakeAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { DeliveryQueue.AsWorker, OutboxSql, DeliveriesSql, ConnectionsSql })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var outbox = new OutboxView(reader.GetInt64(0), At(reader, 1), reader.GetInt64(2));
        await reader.NextResultAsync(cancellationToken);
        var queues = new List<QueueView>();
        while (await reader.ReadAsync(cancellationToken))
            queues.Add(
                new QueueView(
                    Enum.Parse<DeliveryChannel>(reader.GetString(0), ignoreCase: true),
                    reader.GetFieldValue<long>(1),
                    reader.GetFieldValue<long>(2),
                    At(reader, 3),
                    reader.GetFieldValue<long>(4),
                    reader.GetFieldValue<long>(5),
                    reader.GetFieldValue<long>(6)
                )
            );
        await reader.NextResultAsync(cancellationToken);
        var connections = new List<ConnectionsView>();
        while (await reader.ReadAsync(cancellationToken))
            connections.Add(new ConnectionsView(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        return new OverviewView(backlog.DelayedSince, outbox, queues, [.. circuits.List().Select(View)], connections);
    }

    private static BreakerView View(CircuitState circuit) =>
        new(
            SnakeCase.Of(circuit.Dependency),
            circuit.Host,
            circuit.Scope,
            SnakeCase.Of(circuit.State),
            circuit.FailuresInARow,
            circuit.ProbeAt
        );

    private static DateTimeOffset? At(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
