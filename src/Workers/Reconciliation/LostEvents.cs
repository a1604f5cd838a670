using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>
/// Events that are in no queue and of which somebody was told nothing who was owed it: people whom the event names and integrations that want it, if
/// they were there before it. Repaired by putting the event back into the outbox: deliveries are unique, so what was told is not told again.
/// </summary>
/// <remarks>Watchers are not compared: who watches now says nothing about who did then, and a late guess would tell people by mistake.</remarks>
internal sealed class LostEvents : ICheck
{
    private const int Most = 5_000;

    private const string EventsSql = """
        WITH bound AS (
            SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp() - interval '1 day') * 1000)::bigint), 12, '0')
                    || '70008000000000000000')::uuid AS first)
        SELECT a.id, a.project_id, a.actor_id, a.at, a.type, a.resource_id, a.changes, a.data
        FROM activity a CROSS JOIN bound
        WHERE a.organization_id = $1 AND a.id >= bound.first AND a.at < clock_timestamp() - $2
            -- Imports tell nobody.
            AND NOT coalesce(a.data ? 'import_id', false)
            AND NOT EXISTS (SELECT FROM outbox o WHERE o.activity_id = a.id)
            AND NOT EXISTS (SELECT FROM outbox_dead o WHERE o.activity_id = a.id)
        ORDER BY a.id DESC LIMIT $3
        """;

    private const string OwedSql = """
        SELECT n.id FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[]) AS n (id, project_id, user_id, at)
        JOIN memberships m ON m.organization_id = $1 AND m.user_id = n.user_id AND m.ended_at IS NULL AND m.joined_at < n.at
            AND (m.role <> 'guest' OR n.project_id = ANY (m.project_ids))
        WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.activity_id = n.id AND d.user_id = n.user_id)
        UNION
        SELECT a.id FROM activity a
        JOIN integrations i ON i.organization_id = $1 AND i.enabled AND i.deleted_at IS NULL AND i.kind IN ('webhook', 'slack')
            AND i.updated_at < a.at AND (i.project_ids = '{}' OR a.project_id = ANY (i.project_ids))
            AND ('*' = ANY (i.event_types) OR a.type = ANY (i.event_types))
        WHERE a.id = ANY ($6) AND NOT EXISTS (SELECT FROM deliveries d WHERE d.activity_id = a.id AND d.integration_id = i.id)
        """;

    private const string Repair = """
        INSERT INTO outbox (organization_id, activity_id) SELECT $1, id FROM unnest($2::uuid[]) AS lost (id)
        WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.activity_id = lost.id)
        """;

    /// <summary>The router has long done what is older.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    public async Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        var events = await EventsAsync(connection, organization, cancellationToken);
        findings.Count("events", events.Count);
        var lost = await LostAsync(connection, organization, events, cancellationToken);
        if (lost.Count == 0)
            return;
        foreach (var id in lost)
            findings.Add("lost_events", $"Event {id} was in no queue and not everybody was told; put back.");
        await using var repair = new NpgsqlCommand(Repair, connection)
        {
            Parameters =
            {
                new() { Value = organization },
                new() { Value = lost.ToArray() },
            },
        };
        findings.Count("repaired", await repair.ExecuteNonQueryAsync(cancellationToken));
    }

    private async Task<List<LoggedEvent>> EventsAsync(NpgsqlConnection connection, Guid organization, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(EventsSql, connection)
        {
            Parameters =
            {
                new() { Value = organization },
                new() { Value = Grace, NpgsqlDbType = NpgsqlDbType.Interval },
                new() { Value = Most },
            },
        };
        var events = new List<LoggedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var data = reader.IsDBNull(7) ? null : reader.GetString(7);
            var named = Named(reader.GetString(4), reader.GetGuid(5), reader.GetString(6), data).Where(user => user != reader.GetGuid(2));
            events.Add(new LoggedEvent(reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(3), [.. named]));
        }
        return events;
    }

    private static IEnumerable<Guid> Named(string type, Guid resourceId, string changes, string? data)
    {
        try
        {
            return Concern.Of(type, resourceId, changes, data) is { } concern ? concern.Named : [];
        }
        catch (JsonException)
        {
            // Poison: the router has set it aside, and somebody has thrown it away since.
            return [];
        }
    }

    private static async Task<List<Guid>> LostAsync(
        NpgsqlConnection connection,
        Guid organization,
        List<LoggedEvent> events,
        CancellationToken cancellationToken
    )
    {
        var named = events.SelectMany(e => e.Named.Select(user => (Event: e, User: user))).ToList();
        await using var command = new NpgsqlCommand(OwedSql, connection)
        {
            Parameters =
            {
                new() { Value = organization },
                new() { Value = named.Select(n => n.Event.Id).ToArray() },
                new() { Value = named.Select(n => n.Event.ProjectId).ToArray() },
                new() { Value = named.Select(n => n.User).ToArray() },
                new() { Value = named.Select(n => n.Event.At).ToArray() },
                new() { Value = events.Select(e => e.Id).ToArray() },
            },
        };
        var lost = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            lost.Add(reader.GetGuid(0));
        return lost;
    }

    /// <param name="Named">Whom it concerns by itself; never who did it.</param>
    private sealed record LoggedEvent(Guid Id, Guid ProjectId, DateTimeOffset At, Guid[] Named);
}
