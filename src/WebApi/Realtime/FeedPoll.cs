using Npgsql;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Asks where the followed logs stand, because hints may be lost: every 4 s, so that a commit of another node is seen within 5, and every second
/// while no hint can come (C-4.3). Tells clients every 15 s; silence shows them that nothing is known.
/// </summary>
internal sealed partial class FeedPoll(
    LiveConnections live,
    FeedSource source,
    IRealtimeBus bus,
    TimeProvider time,
    ILogger<FeedPoll> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int TicksBetweenPolls = 4;
    private const int TicksBetweenHeads = 15;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var works = true;
        for (var tick = 1; await WaitAsync(timer, stoppingToken); tick++)
        {
            if (!bus.IsConnected || tick % TicksBetweenPolls == 0)
                works = await PollAsync(works, stoppingToken);
            if (works && tick % TicksBetweenHeads == 0)
                TellHeads();
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>Whether the database answered.</returns>
    private async Task<bool> PollAsync(bool worked, CancellationToken stoppingToken)
    {
        var feeds = live.Feeds;
        if (feeds.Count == 0)
            return true;
        try
        {
            live.Hear(await source.PositionsAsync(feeds, stoppingToken));
            if (!worked)
                LogBack(logger);
            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (worked)
                LogAway(logger, failure.Message);
            return false;
        }
    }

    private void TellHeads()
    {
        foreach (var connection in live.All)
        {
            var heads = connection.Subscriptions.ToDictionary(
                subscription => subscription.Feed.ProjectId,
                subscription => subscription.Feed.Head
            );
            if (heads.Count > 0)
                connection.Say("heads", heads);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The logs cannot be read now; connections stay: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The logs can be read again")]
    private static partial void LogBack(ILogger logger);
}
