using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;

namespace TaskFlow.Workers.Deliveries;

/// <summary>
/// Sends what is due on one channel (C-3b). Two steps: leased, then sending; a crash before the second sends nothing twice, one after it is settled
/// by the reaper. Where the receiver tells repetitions, many are sent at once; elsewhere one after the other, so that a crash leaves at most one of
/// which nobody knows.
/// </summary>
internal sealed partial class Deliverer(
    DeliveryChannel channel,
    DeliveryQueue queue,
    DeliverySender sender,
    DeliverySignal signal,
    TimeProvider clock,
    ILogger<Deliverer> logger
) : BackgroundService
{
    /// <summary>Taken at once; what is sent within a lease even when every try takes its longest, for those sent side by side.</summary>
    private const int SideBySide = 200;

    private const int OneByOne = 4;

    /// <summary>While one of them waits for receivers, another uses the database: they keep two cores busy.</summary>
    private const int LoopsSideBySide = 2;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>While something waits for its turn at a destination.</summary>
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(3);

    /// <summary>For what is being sent when the node stops; a node without clients ends within 5 s (configuration.md).</summary>
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    public static int LoopsOf(DeliveryChannel channel) => channel == DeliveryChannel.Webhook ? LoopsSideBySide : 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sentAt = clock.GetTimestamp();
        using var patience = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => patience.CancelAfter(Finishing));
        try
        {
            while (true)
            {
                if (await EmptyAsync(stoppingToken, patience.Token))
                    sentAt = clock.GetTimestamp();
                var mayWaitForATurn = DestinationPace.IsShort(channel) && clock.GetElapsedTime(sentAt) < BusyFor;
                await WaitAsync(mayWaitForATurn ? BusyPoll : Poll, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; leases that were not begun are given to others when they end.
        }
    }

    /// <returns>Whether anything was due.</returns>
    private async Task<bool> EmptyAsync(CancellationToken stoppingToken, CancellationToken patience)
    {
        var most = channel == DeliveryChannel.Webhook ? SideBySide : OneByOne;
        var loops = LoopsOf(channel);
        var any = false;
        try
        {
            while (await queue.ClaimAsync(channel, most, loops, stoppingToken) is { Count: > 0 } claimed)
            {
                // There may be more, for the loop beside this one.
                if (loops > 1)
                    signal.Tell(channel);
                await sender.SendAsync(channel, claimed, stoppingToken, patience);
                any = true;
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, failure, channel);
            await Task.Delay(AfterFailure, clock, stoppingToken);
        }
        return any;
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(longest);
        try
        {
            await signal.WaitAsync(channel, patience.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Nobody called: look all the same.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivering on {Channel} failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception, DeliveryChannel channel);
}
