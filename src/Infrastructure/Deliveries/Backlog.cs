using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// Looks twice a second at the backlog of those organizations that were asked for lately, and less often at how late the installation is: no request
/// waits for it, and an organization of which nobody writes costs nothing.
/// </summary>
internal sealed partial class Backlog(NpgsqlDataSource database, BacklogLimits limits, TimeProvider clock, ILogger<Backlog> logger)
    : BackgroundService,
        IBacklog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private const int LooksPerLateness = 10;

    /// <summary>
    /// Counting ends at the last limit: how far behind it an organization is changes nothing. In two parts, each in the words of its partial index:
    /// one over all three states would read what was ever delivered (QueryPlanTests).
    /// </summary>
    internal const string WaitingSql = """
        SELECT o.id, (
            SELECT count(*) FROM (
                SELECT FROM deliveries d
                WHERE d.organization_id = o.id AND d.channel IN ('email', 'slack', 'webhook') AND d.status = 'pending'
                    AND NOT EXISTS (
                        SELECT FROM integrations i
                        WHERE i.organization_id = d.organization_id AND i.id = d.integration_id AND (i.status = 'paused' OR NOT i.enabled))
                LIMIT $2) AS waiting) + (
            SELECT count(*) FROM deliveries d
            WHERE d.organization_id = o.id AND d.channel IN ('email', 'slack', 'webhook') AND d.status IN ('leased', 'sending'))
        FROM unnest($1::uuid[]) AS o (id)
        """;

    /// <summary>
    /// Without tenancy: it names nobody, and the worker's policy lets it look. By leaps from organization to organization, the first one due of each:
    /// it costs the same however much waits.
    /// </summary>
    internal const string LateSql = """
        WITH RECURSIVE waiting AS (
            (SELECT channel, organization_id FROM deliveries WHERE status = 'pending' ORDER BY channel, organization_id LIMIT 1)
            UNION ALL
            SELECT n.channel, n.organization_id FROM waiting w CROSS JOIN LATERAL (
                SELECT d.channel, d.organization_id FROM deliveries d
                WHERE d.status = 'pending' AND (d.channel, d.organization_id) > (w.channel, w.organization_id)
                ORDER BY d.channel, d.organization_id LIMIT 1) n)
        SELECT least(
            (SELECT min(f.turn_at) FROM waiting w CROSS JOIN LATERAL (
                SELECT d.turn_at FROM deliveries d
                WHERE d.status = 'pending' AND d.channel = w.channel AND d.organization_id = w.organization_id
                    AND d.turn_at <= clock_timestamp() AND d.attempts = 0
                ORDER BY d.turn_at LIMIT 1) f),
            (SELECT next_attempt_at FROM outbox WHERE attempts = 0 ORDER BY id LIMIT 1))
        """;

    private readonly ConcurrentDictionary<Guid, Entry> organizations = new();
    private long late;

    public DateTimeOffset? DelayedSince =>
        Volatile.Read(ref late) is > 0 and var ticks && clock.GetUtcNow().UtcTicks - ticks > Late.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    public long WaitingOf(Guid organizationId)
    {
        var entry = organizations.GetOrAdd(organizationId, _ => new Entry());
        entry.AskedAt = clock.GetTimestamp();
        return Volatile.Read(ref entry.Waiting);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++)
                await LookAsync(look % LooksPerLateness == 0, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task LookAsync(bool atLateness, CancellationToken stoppingToken)
    {
        foreach (var (id, entry) in organizations)
        {
            if (clock.GetElapsedTime(entry.AskedAt) > RememberedFor)
                organizations.TryRemove(id, out _);
        }
        try
        {
            if (!organizations.IsEmpty)
                await CountAsync([.. organizations.Keys], stoppingToken);
            if (atLateness)
                await MeasureLatenessAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // What was known stays known: a database that is away refuses writes by itself.
            LogFailed(logger, failure);
        }
    }

    private async Task CountAsync(Guid[] ids, CancellationToken stoppingToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT set_config('app.orgs', $1, true)") { Parameters = { new() { Value = Tenancy.Array(ids) } } }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(WaitingSql)
            {
                Parameters =
                {
                    new() { Value = ids },
                    new() { Value = limits.Everything },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(stoppingToken);
        await reader.NextResultAsync(stoppingToken);
        while (await reader.ReadAsync(stoppingToken))
        {
            if (organizations.TryGetValue(reader.GetGuid(0), out var entry))
                Volatile.Write(ref entry.Waiting, reader.GetInt64(1));
        }
    }

    private async Task MeasureLatenessAsync(CancellationToken stoppingToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DeliveryQueue.AsWorker));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LateSql));
        await using var reader = await batch.ExecuteReaderAsync(stoppingToken);
        await reader.NextResultAsync(stoppingToken);
        await reader.ReadAsync(stoppingToken);
        Volatile.Write(ref late, reader.IsDBNull(0) ? 0 : reader.GetFieldValue<DateTimeOffset>(0).UtcTicks);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking at the backlog of notifications failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private sealed class Entry
    {
        public long AskedAt;
        public long Waiting;
    }
}
