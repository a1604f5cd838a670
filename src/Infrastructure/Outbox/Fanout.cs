using System.Diagnostics;
using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Outbox;

/// <summary>
/// Turns events into what people are told, and takes the events off the outbox, in one transaction: a crash leaves all of it undone, and whatever is
/// done twice is written once, because deliveries are unique (C-3.2, C-6.2).
/// </summary>
public sealed class Fanout(NpgsqlDataSource database, IRealtimeBus bus, DeliverySignal signal, OwnMailServer ownMail, TimeProvider clock)
{
    /// <summary>People that one transaction tells; an event with more is gone on with in the next.</summary>
    public const int MostPeople = 5_000;

    /// <returns>How many rows were claimed, or as many as asked for when there is more to tell; fewer means that the outbox is empty for now.</returns>
    public Task<int> RouteAsync(int most, CancellationToken cancellationToken) => RouteAsync(most, null, cancellationToken);

    /// <summary>The same for one row, which is known to fail together with others.</summary>
    public Task<int> RouteOneAsync(long outboxId, CancellationToken cancellationToken) => RouteAsync(1, outboxId, cancellationToken);

    private async Task<int> RouteAsync(int most, long? only, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = await ClaimAsync(connection, transaction, most, only, cancellationToken);
        if (claimed.Count == 0)
            return 0;

        using var span = RouterMetrics.Source.StartActivity("outbox.route", ActivityKind.Consumer);
        span?.SetTag("messaging.batch.message_count", claimed.Count);
        var (events, systems) = await ReadAsync(connection, transaction, claimed, cancellationToken);
        foreach (var happened in events)
        {
            // One batch serves many requests: it is linked to each, and child of none (C-5).
            if (ActivityContext.TryParse(happened.Traceparent, null, isRemote: true, out var cause))
                span?.AddLink(new ActivityLink(cause));
        }
        var told = await PeopleAsync(connection, transaction, [.. events.Where(e => e.Concern is not null)], cancellationToken);

        // What was cut off by the limit is the end of the order: the last event is gone on with, those behind it have not been looked at.
        var last = told.Count == MostPeople ? told[^1] : null;
        var toSystems =
            from happened in events
            where last is null || happened.OutboxId <= last.Event.OutboxId
            from system in systems
            where system.Wants(happened)
            select (happened, system);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            var senders = systems.Where(s => s.SendsMail).Select(s => s.OrganizationId).ToHashSet();
            FanoutSql.AddRows(batch, told, [.. toSystems], organization => ownMail.Exists || senders.Contains(organization));
            var done = claimed.Select(row => row.OutboxId).Where(id => last is null || id < last.Event.OutboxId);
            FanoutSql.AddEnd(batch, [.. done], last is null ? null : (last.Event.OutboxId, last.UserId));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(CancellationToken.None);

        var now = clock.GetUtcNow();
        foreach (var happened in events)
            RouterMetrics.RecordLag(now - happened.At);
        RouterMetrics.CountRouted(events.Count);
        foreach (var user in told.Where(r => r.Wants.Inbox).Select(r => r.UserId).Distinct())
            bus.Tell(new Hint.InboxMoved(user));
        foreach (var channel in FanoutSql.Outward)
            signal.Tell(channel);
        return last is null ? claimed.Count : most;
    }

    private static async Task<List<ClaimedRow>> ClaimAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        int most,
        long? only,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(FanoutSql.Claim, connection, transaction)
        {
            Parameters =
            {
                new() { Value = most },
                new() { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
            },
        };
        var claimed = new List<ClaimedRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            claimed.Add(
                new ClaimedRow(reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetGuid(3))
            );
        return claimed;
    }

    /// <summary>An event whose project was deleted meanwhile has no line any more: nobody is told.</summary>
    private static async Task<(List<RoutedEvent> Events, List<ConnectedSystem> Systems)> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<ClaimedRow> claimed,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(FanoutSql.Command(FanoutSql.Tenancy, Tenancy.Array(claimed.Select(row => row.OrganizationId).Distinct())));
        batch.BatchCommands.Add(
            FanoutSql.Command(
                FanoutSql.Events,
                claimed.Select(row => row.OutboxId).ToArray(),
                claimed.Select(row => row.ActivityId).ToArray(),
                claimed.Select(row => row.Reached).ToArray()
            )
        );
        batch.BatchCommands.Add(FanoutSql.Command(FanoutSql.Systems, claimed.Select(row => row.OrganizationId).Distinct().ToArray()));
        var events = new List<RoutedEvent>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var concern = Concern.Of(
                reader.GetString(8),
                reader.GetGuid(9),
                reader.GetString(10),
                reader.IsDBNull(11) ? null : reader.GetString(11)
            );
            events.Add(
                new RoutedEvent(
                    reader.GetInt64(0),
                    reader.IsDBNull(1) ? null : reader.GetGuid(1),
                    reader.GetGuid(2),
                    reader.GetGuid(3),
                    reader.GetGuid(4),
                    reader.GetString(8),
                    reader.GetGuid(5),
                    reader.GetFieldValue<DateTimeOffset>(6),
                    reader.IsDBNull(7) ? null : reader.GetString(7),
                    concern
                )
            );
        }
        await reader.NextResultAsync(cancellationToken);
        var systems = new List<ConnectedSystem>();
        while (await reader.ReadAsync(cancellationToken))
            systems.Add(
                new ConnectedSystem(
                    reader.GetGuid(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetFieldValue<Guid[]>(3),
                    reader.GetFieldValue<string[]>(4)
                )
            );
        return (events, systems);
    }

    private static async Task<List<Recipient>> PeopleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<RoutedEvent> events,
        CancellationToken cancellationToken
    )
    {
        if (events.Count == 0)
            return [];
        var byId = events.ToDictionary(e => e.OutboxId);
        await using var batch = new NpgsqlBatch(connection, transaction);
        FanoutSql.AddPeople(batch, events, MostPeople);
        var told = new List<Recipient>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (user, reason) = (reader.GetGuid(1), (NotificationReason)reader.GetInt32(2));
            var wants = NotificationPreference.Default(user, reason);
            if (!reader.IsDBNull(3))
                wants.Choose(reader.GetBoolean(3), reader.GetBoolean(4));
            told.Add(new Recipient(byId[reader.GetInt64(0)], user, reason, wants));
        }
        return told;
    }
}
