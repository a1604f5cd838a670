using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Imports;
using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.Workers.Imports;

/// <summary>Takes one import after the other. What a dead worker left behind is taken up when its lease has run out.</summary>
internal sealed partial class ImportWorker(ImportQueue queue, ImportRunner runner, ImportBell bell, ILogger<ImportWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await queue.ClaimAsync(stoppingToken) is { } lease)
                    await RunAsync(lease, stoppingToken);
                else
                    await bell.WaitAsync(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or TimeoutException)
            {
                LogNoDatabase(lost.Message);
                await bell.WaitAsync(AfterFailure, stoppingToken);
            }
            catch (Exception exception)
            {
                LogNoClaim(exception);
                await bell.WaitAsync(AfterFailure, stoppingToken);
            }
        }
    }

    private async Task RunAsync(LeasedImport lease, CancellationToken stoppingToken)
    {
        try
        {
            await runner.RunAsync(lease, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on at once instead of waiting for the lease to end.
            await queue.PutBackAsync(lease, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogInterrupted(exception, lease.ImportId, lease.Attempts);
            await queue.PutBackAsync(lease, AfterFailure, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Imports wait: the database is not reachable ({Reason})")]
    private partial void LogNoDatabase(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for imports failed")]
    private partial void LogNoClaim(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} was interrupted in attempt {Attempt}")]
    private partial void LogInterrupted(Exception exception, Guid importId, int attempt);
}
