using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskFlow.Workers.Maintenance;

/// <summary>Deletes idempotency keys and tickets that have expired, in small batches, so that no statement is long and no lock is held (C-3a.8).</summary>
internal sealed partial class ExpiredKeys(NpgsqlDataSource database, TimeProvider clock, ILogger<ExpiredKeys> logger) : BackgroundService
{
    private const int Batch = 5_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const string Delete = """
        WITH expired AS MATERIALIZED (
            SELECT user_id, key FROM idempotency_keys WHERE expires_at <= clock_timestamp() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM idempotency_keys k USING expired e WHERE k.user_id = e.user_id AND k.key = e.key
        """;

    private const string DeleteTickets = "DELETE FROM realtime_tickets WHERE expires_at <= clock_timestamp()";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await DeleteAsync(stoppingToken) == Batch) { }
                await using var tickets = database.CreateCommand(DeleteTickets);
                await tickets.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogFailed(exception);
            }
        }
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Delete);
        command.Parameters.Add(new() { Value = Batch });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleting expired idempotency keys failed; trying again")]
    private partial void LogFailed(Exception exception);
}
