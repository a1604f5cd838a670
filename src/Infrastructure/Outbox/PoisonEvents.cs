using Npgsql;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Outbox;

/// <summary>Events whose fan-out fails: tried again with growing pauses, moved aside after five tries, so that they hold up nobody (C-6.2).</summary>
public sealed class PoisonEvents(NpgsqlDataSource database) : IDeadEvents
{
    public const int MostTries = 5;

    private const int LongestError = 2_000;

    private const string PutOff = """
        UPDATE outbox SET attempts = attempts + 1, last_error = $2, next_attempt_at = clock_timestamp() + interval '1 second' * power(2, attempts)
        WHERE id = $1 AND attempts + 1 < $3
        """;

    private const string MoveAside = """
        WITH gone AS (DELETE FROM outbox WHERE id = $1 AND attempts + 1 >= $3 RETURNING *)
        INSERT INTO outbox_dead (id, organization_id, activity_id, reached, attempts, last_error)
        SELECT id, organization_id, activity_id, reached, attempts + 1, $2 FROM gone
        """;

    private const string PutBack = """
        WITH oldest AS MATERIALIZED (SELECT id FROM outbox_dead ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
        back AS (DELETE FROM outbox_dead d USING oldest o WHERE d.id = o.id RETURNING d.organization_id, d.activity_id, d.reached)
        INSERT INTO outbox (organization_id, activity_id, reached) SELECT organization_id, activity_id, reached FROM back
        """;

    public async Task<int> RequeueAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PutBack);
        command.Parameters.Add(new() { Value = most });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>True when it was moved aside.</returns>
    public async Task<bool> FailAsync(long outboxId, string error, CancellationToken cancellationToken)
    {
        var kept = error.Length > LongestError ? error[..LongestError] : error;
        var isDead =
            !await RunAsync(PutOff, outboxId, kept, cancellationToken) && await RunAsync(MoveAside, outboxId, kept, cancellationToken);
        RouterMetrics.CountFailed(isDead);
        return isDead;
    }

    private async Task<bool> RunAsync(string sql, long outboxId, string error, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = outboxId });
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = MostTries });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
