using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Realtime;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// Hints between nodes over one Redis channel (C-4.3). Each node hears its own sign of life once a second; when it does not, the subscription is
/// lost or Redis is silent, both without an error.
/// </summary>
internal sealed class RedisBus(RedisLink link, TimeProvider clock) : BackgroundService, IRealtimeBus
{
    private const string Channel = "hints";

    /// <summary>Hints of one project follow each other at this distance at least; the first goes at once.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(1750);
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(5);

    private readonly InProcessBus local = new();
    private readonly PendingHints pending = new();
    private readonly Channel<bool> wake = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly Guid self = Ids.New();
    private RedisSession? subscribed;
    private long subscribedAt;
    private long heardAt;

    public bool IsConnected =>
        link.IsAvailable && Volatile.Read(ref heardAt) is var heard and not 0 && clock.GetElapsedTime(heard) < LongestSilence;

    public void Tell(Hint hint)
    {
        local.Tell(hint);
        pending.Add(hint);
        wake.Writer.TryWrite(true);
    }

    public IDisposable Listen(Action<Hint> listener) => local.Listen(listener);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(SendAsync(stoppingToken), BeatAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await wake.Reader.ReadAsync(stoppingToken);
            var message = pending.Take(self);
            if (!await PublishAsync(message))
                RedisMetrics.CountDropped(message.Hints.Count());
            await Task.Delay(Pace, clock, stoppingToken);
        }
    }

    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await SubscribeAsync();
            await PublishAsync(new HintMessage(self, new Dictionary<Guid, long>(), [], []));
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> PublishAsync(HintMessage message) =>
        (await link.CallAsync(session => session.Subscriber.PublishAsync(session.Name(Channel), message.Render()))).IsAvailable;

    /// <summary>Once per connection: the client library subscribes again by itself after it has reconnected, and a second time would double what is heard.</summary>
    private async Task SubscribeAsync()
    {
        var since = Math.Max(Volatile.Read(ref heardAt), subscribedAt);
        if (subscribed is not null && link.IsAvailable && clock.GetElapsedTime(since) > LostAfter)
        {
            link.Replace();
            subscribedAt = clock.GetTimestamp();
        }
        await link.CallAsync(async session =>
        {
            if (session == subscribed)
                return true;
            (subscribed, subscribedAt) = (session, clock.GetTimestamp());
            await session.Subscriber.SubscribeAsync(session.Name(Channel), (_, text) => Hear(text));
            return true;
        });
    }

    private void Hear(RedisValue text)
    {
        if (HintMessage.Read(text) is not { } message)
        {
            RedisMetrics.CountMalformed();
            return;
        }
        if (message.From == self)
        {
            Volatile.Write(ref heardAt, clock.GetTimestamp());
            return;
        }
        foreach (var hint in message.Hints)
            local.Tell(hint);
    }
}
