using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Infrastructure.Jobs;

namespace TaskFlow.Workers.Jobs;

/// <summary>Says every ten seconds that this node is there (M-2). A loop and no job: a job runs on one node, this on each.</summary>
internal sealed partial class Heartbeat(NpgsqlDataSource database, WorkerNode node, TimeProvider clock, ILogger<Heartbeat> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private const string Beat = """
        INSERT INTO worker_heartbeats (node) VALUES ($1)
        ON CONFLICT (node) DO UPDATE SET beat_at = clock_timestamp()
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do await BeatAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = new CancellationTokenSource(Farewell, clock);
        try
        {
            await ExecuteAsync("DELETE FROM worker_heartbeats WHERE node = $1", patience.Token);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or ObjectDisposedException)
        {
            // The database is away, or the process ends faster than this. Then others take this node for lost, which costs one needless reconciliation.
            LogFailed(logger, failure);
        }
    }

    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ExecuteAsync(Beat, stoppingToken);
        }
        catch (NpgsqlException failure)
        {
            LogFailed(logger, failure);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = node.Name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of this node was not written")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
