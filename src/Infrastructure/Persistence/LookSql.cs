using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>The first statements of every command (reliability.md 3.1, steps 1 and 2).</summary>
internal static class LookSql
{
    /// <summary>Appended to every statement that locks: a request that did not get its key must not wait behind the one that did.</summary>
    public const string IfClaimed = "current_setting('app.claim') = 'true'";

    public static void AddClaim(NpgsqlBatch batch, Claim claim, string tenants, bool asksForAnswer)
    {
        var taking = claim.Waits ? "(SELECT true FROM pg_advisory_xact_lock($2))" : "pg_try_advisory_xact_lock($2)";
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"SELECT set_config('app.claim', c.claimed::text, true)::boolean, c.tenants FROM (SELECT {taking} AS claimed, set_config('app.orgs', $1, true) AS tenants OFFSET 0) c"
            )
            {
                Parameters =
                {
                    new() { Value = tenants },
                    new() { Value = LockOf(claim) },
                },
            }
        );
        if (!asksForAnswer)
            return;
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"DELETE FROM idempotency_keys WHERE user_id = $1 AND key = $2 AND expires_at <= clock_timestamp() AND {IfClaimed}"
            )
            {
                Parameters =
                {
                    new() { Value = claim.UserId },
                    new() { Value = claim.Key },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT status, headers, body, fingerprint FROM idempotency_keys WHERE user_id = $1 AND key = $2")
            {
                Parameters =
                {
                    new() { Value = claim.UserId },
                    new() { Value = claim.Key },
                },
            }
        );
    }

    public static async Task<Look.Answered?> ReadAnswerAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(1), Json.Options)!;
        var body = await reader.IsDBNullAsync(2, cancellationToken) ? [] : reader.GetFieldValue<byte[]>(2);
        return new Look.Answered(new RenderedAnswer(reader.GetInt16(0), headers, body), reader.GetFieldValue<byte[]>(3));
    }

    private static long LockOf(Claim claim) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"idempotency:{claim.UserId:N}:{claim.Key}")));
}
