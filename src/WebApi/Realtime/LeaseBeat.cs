using TaskFlow.Application.Common.Ports;

namespace TaskFlow.WebApi.Realtime;

/// <summary>Renews the leases of this node's connections (C-7.3).</summary>
internal sealed class LeaseBeat(LiveConnections live, IConnectionLeases leases, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = IConnectionLeases.Lifetime / 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await leases.RenewAsync([.. live.All.Select(connection => connection.Lease)], stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
