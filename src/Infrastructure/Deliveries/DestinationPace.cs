using System.Globalization;
using Npgsql;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// When a channel of Slack may be posted to next, shared by all workers and on the database's clock (C-1.4). The turn is held while a message is under
/// way and ends a second behind its answer: the receiver never sees two within a second, however slow the network. A worker that is lost holds it
/// up for a try and 5 s.
/// </summary>
/// <remarks>Two rows: of the receiver's channel, which several integrations may share, and of the integration, by which the claim passes over what cannot go yet.</remarks>
public sealed class DestinationPace(NpgsqlDataSource database, DeliveryLease lease)
{
    /// <summary>Slack: one message a second in a channel.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TimeSpan held = lease.LongestTry + TimeSpan.FromSeconds(5);

    private const string TakeSql = """
        WITH taken AS (
            INSERT INTO paces (key, free_at) VALUES ($1, clock_timestamp() + $3)
            ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at WHERE paces.free_at <= clock_timestamp()
            RETURNING free_at),
        known AS (
            SELECT free_at FROM taken
            UNION ALL SELECT free_at FROM paces WHERE key = $1 AND NOT EXISTS (SELECT FROM taken)),
        passed_over AS (
            INSERT INTO paces (key, free_at) SELECT $2, free_at FROM known ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at)
        SELECT EXISTS (SELECT FROM taken)
        """;

    private const string EndSql = "UPDATE paces SET free_at = clock_timestamp() + $2 WHERE key = ANY ($1)";

    public static bool Holds(DeliveryChannel channel) => channel == DeliveryChannel.Slack;

    /// <returns>False: another message is under way or was a moment ago.</returns>
    public async Task<bool> TakeAsync(Destination destination, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(TakeSql);
        foreach (var key in Keys(destination))
            command.Parameters.Add(new NpgsqlParameter { Value = key });
        command.Parameters.Add(new NpgsqlParameter { Value = held });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <param name="pause">Until the next turn.</param>
    public async Task EndAsync(Destination destination, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EndSql);
        command.Parameters.Add(new NpgsqlParameter { Value = Keys(destination) });
        command.Parameters.Add(new NpgsqlParameter { Value = pause });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string[] Keys(Destination destination) =>
        [
            $"slack/{CallScope.Of(destination)}/{destination.Config.GetValueOrDefault("channel")}",
            string.Create(CultureInfo.InvariantCulture, $"{destination.IntegrationId}"),
        ];
}
