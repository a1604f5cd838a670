using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Jobs;
using TaskFlow.Infrastructure.Jobs;

namespace TaskFlow.Workers.Jobs;

/// <summary>The history of runs. A tick is begun once: the row decides, not the scheduler (settled choice 4 of reliability.md).</summary>
internal sealed class JobLog(NpgsqlDataSource database, WorkerNode node)
{
    private const int LongestError = 4_000;

    /// <summary>A job runs once at a time, so what still counts as running when it begins anew was lost.</summary>
    private const string BeginSql = """
        WITH begun AS (
            INSERT INTO job_runs (id, job, scheduled_at, node, triggered_by) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT ON CONSTRAINT job_runs_tick DO NOTHING RETURNING id),
        lost AS (
            UPDATE job_runs SET outcome = 'lost', ended_at = clock_timestamp()
            WHERE job = $2 AND outcome = 'running' AND EXISTS (SELECT FROM begun))
        SELECT count(*) FROM begun
        """;

    private const string EndSql = """
        UPDATE job_runs SET ended_at = clock_timestamp(), outcome = $2, counts = $3, findings = $4, error = $5
        WHERE id = $1 AND outcome = 'running'
        """;

    /// <returns>Null when the tick was run before.</returns>
    public async Task<Guid?> BeginAsync(string job, DateTimeOffset scheduledAt, Guid? triggeredBy, CancellationToken cancellationToken)
    {
        var run = Ids.New();
        await using var command = database.CreateCommand(BeginSql);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = job });
        command.Parameters.Add(new() { Value = scheduledAt.ToUniversalTime() });
        command.Parameters.Add(new() { Value = node.Name });
        command.Parameters.Add(new() { Value = (object?)triggeredBy ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return await command.ExecuteScalarAsync(cancellationToken) is 1L ? run : null;
    }

    public async Task EndAsync(Guid run, JobOutcome outcome, JobReport? report, string? error, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EndSql);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()) });
        command.Parameters.Add(
            new()
            {
                Value = report is null ? "{}" : JsonSerializer.Serialize(report.Counts, JsonSerializerOptions.Default),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(new() { Value = report?.Findings.ToArray() ?? [] });
        command.Parameters.Add(new() { Value = (object?)Short(error) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? Short(string? error) => error is { Length: > LongestError } ? error[..LongestError] : error;
}
