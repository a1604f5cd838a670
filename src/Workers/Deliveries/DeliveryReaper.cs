using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskFlow.Infrastructure.Deliveries;

namespace TaskFlow.Workers.Deliveries;

/// <summary>Settles the deliveries of workers that are gone: whose lease has ended (reliability.md 3.3). Any number of nodes may.</summary>
internal sealed partial class DeliveryReaper(DeliveryQueue queue, DeliveryLease lease, TimeProvider clock, ILogger<DeliveryReaper> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(lease.ReapInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ReapAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task ReapAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (begun, notBegun) = await queue.ReapAsync(stoppingToken);
            if (begun + notBegun > 0)
                LogLost(logger, begun, notBegun);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Workers were lost: {Begun} deliveries while being sent, {NotBegun} before")]
    private static partial void LogLost(ILogger logger, long begun, long notBegun);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Settling the deliveries of lost workers failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
