using Npgsql;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// When a lane may be sent on next, shared by all workers and on the database's clock (C-1.4). The turn is held while a message is under way; its
/// pause begins with the answer, so that a channel of Slack never sees two within a second, however slow the network, and nobody gets two mails
/// about one task within the window. A worker that is lost holds it up for a try and 5 s.
/// </summary>
/// <remarks>
/// The lane's own row is what the claim passes over. Slack has a second one, of the receiver's channel, which several integrations may share.
/// </remarks>
public sealed class DestinationPace(NpgsqlDataSource database, DeliveryLease lease, TaskFlowOptions options)
{
    /// <summary>Slack: one message a second in a channel.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Behind a message of a Slack channel; fewer go one by one (C-1.4).</summary>
    private const int PileOfSlack = 5;

    private readonly TimeSpan held = lease.LongestTry + TimeSpan.FromSeconds(5);

    private const string TakeSql = """
        INSERT INTO paces (key, free_at) VALUES ($1, clock_timestamp() + $2)
        ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at WHERE paces.free_at <= clock_timestamp()
        RETURNING free_at
        """;

    private const string TakeSharedSql = """
        WITH taken AS (
            INSERT INTO paces (key, free_at) VALUES ($1, clock_timestamp() + $2)
            ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at WHERE paces.free_at <= clock_timestamp()
            RETURNING free_at),
        known AS (
            SELECT free_at FROM taken
            UNION ALL SELECT free_at FROM paces WHERE key = $1 AND NOT EXISTS (SELECT FROM taken)),
        passed_over AS (
            INSERT INTO paces (key, free_at) SELECT $3, free_at FROM known ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at)
        SELECT free_at FROM taken
        """;

    /// <summary>Fenced: a worker that was paused past its turn does not end its successor's.</summary>
    private const string EndSql = "UPDATE paces SET free_at = clock_timestamp() + $2 WHERE key = ANY ($1) AND free_at = $3";

    /// <summary>Whether turns are short, so that waiting for one is worth it.</summary>
    public static bool IsShort(DeliveryChannel channel) => channel == DeliveryChannel.Slack;

    /// <summary>How many have to wait behind a message to be folded into it.</summary>
    public static int LeastToFold(DeliveryChannel channel) => channel == DeliveryChannel.Slack ? PileOfSlack : 1;

    /// <returns>Until when it is held; null: another message is under way or was a moment ago.</returns>
    public async Task<DateTime?> TakeAsync(string lane, Destination destination, CancellationToken cancellationToken)
    {
        var keys = Keys(lane, destination);
        await using var command = database.CreateCommand(keys.Length == 1 ? TakeSql : TakeSharedSql);
        command.Parameters.Add(new NpgsqlParameter { Value = keys[0] });
        command.Parameters.Add(new NpgsqlParameter { Value = held });
        if (keys.Length > 1)
            command.Parameters.Add(new NpgsqlParameter { Value = keys[1] });
        return await command.ExecuteScalarAsync(cancellationToken) as DateTime?;
    }

    /// <param name="outcome">Null: nothing was sent.</param>
    public async Task EndAsync(DeliveryChannel channel, string lane, Destination destination, DateTime heldUntil, SendOutcome? outcome)
    {
        await using var command = database.CreateCommand(EndSql);
        command.Parameters.Add(new NpgsqlParameter { Value = Keys(lane, destination) });
        command.Parameters.Add(new NpgsqlParameter { Value = PauseAfter(channel, outcome) });
        command.Parameters.Add(new NpgsqlParameter { Value = heldUntil });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>A mail that did not arrive opens no window: its next try need not wait for one.</summary>
    private TimeSpan PauseAfter(DeliveryChannel channel, SendOutcome? outcome) =>
        (channel, outcome) switch
        {
            (DeliveryChannel.Slack, SendOutcome.Throttled { RetryAfter: var asked }) when asked > Interval => asked,
            (DeliveryChannel.Slack, _) => Interval,
            (_, SendOutcome.Delivered) => options.Deliveries.CoalescingWindow,
            _ => TimeSpan.Zero,
        };

    private static string[] Keys(string lane, Destination destination) =>
        destination.Config.GetValueOrDefault("channel") is { } channel ? [$"slack/{CallScope.Of(destination)}/{channel}", lane] : [lane];
}
