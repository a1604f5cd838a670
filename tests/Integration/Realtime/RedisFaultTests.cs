using System.Diagnostics;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Redis;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>Two nodes whose Redis is killed, stopped, emptied or cut off: what may vanish vanishes and comes back, nobody waits (failure matrix 3.6).</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly RealtimeOptions Options = new() { PerUser = 2 };
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(20);

    private readonly Guid project = Ids.New();
    private readonly Guid user = Ids.New();
    private RedisPair pair = null!;

    private RedisNode One => pair.One;

    private RedisNode Other => pair.Other;

    public async Task InitializeAsync() => pair = await RedisPair.StartAsync(Options);

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Killed_EachNodeIsOnItsOwn_UntilItIsBack_Empty()
    {
        var (mark, leases) = (Mark(), new[] { Lease(), Lease() });
        await One.Presence.RenewAsync([mark], default);
        (await One.Leases.TakeAsync(leases[0], default)).IsRefused.Should().BeFalse();
        await One.Leases.RenewAsync(leases, default);

        await pair.Server.KillAsync();
        await IsAwayAsync();
        (await Other.Presence.ReadAsync(project, default)).Should().BeNull("unknown is not nobody");
        (await One.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeTrue("a node knows its own connections");
        (await Other.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeFalse("and of no others");

        await pair.Server.RestartAsync();
        await AreHintsHeardAsync();
        (await Other.Presence.ReadAsync(project, default)).Should().BeEmpty();
        await One.Presence.RenewAsync([mark], default);
        await One.Leases.RenewAsync(leases, default);
        (await Other.Presence.ReadAsync(project, default)).Should().ContainSingle();
        (await Other.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeTrue();
    }

    [Fact]
    public async Task Stopped_NoCallTakesLongerThanItsLimit_AndSoonNoneIsMade()
    {
        await pair.Server.SignalAsync("STOP");
        var stopped = Stopwatch.GetTimestamp();
        var slowest = TimeSpan.Zero;
        while (One.Link.IsAvailable)
        {
            var started = Stopwatch.GetTimestamp();
            (await One.Presence.ReadAsync(project, default)).Should().BeNull();
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }
        slowest.Should().BeLessThan(RedisLink.Patience + TimeSpan.FromMilliseconds(250), "the rest is this machine");
        Stopwatch.GetElapsedTime(stopped).Should().BeLessThan(TimeSpan.FromSeconds(2), "three failures are enough");

        var many = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1000; i++)
            (await One.Leases.PeekAsync(Lease(), default)).IsRefused.Should().BeFalse();
        Stopwatch.GetElapsedTime(many).Should().BeLessThan(TimeSpan.FromMilliseconds(250), "no call is made");

        await IsAwayAsync(stopped);
        await pair.Server.SignalAsync("CONT");
        await AreHintsHeardAsync();
        (await Other.Presence.ReadAsync(project, default)).Should().BeEmpty();
    }

    /// <summary>Longer than a connection may be silent: the node makes new ones meanwhile and must end with one that works.</summary>
    [Fact]
    public async Task StoppedForLong_ConnectionsAreReplaced()
    {
        await pair.Server.SignalAsync("STOP");
        var stopped = Stopwatch.GetTimestamp();
        await Eventually.BeTrueAsync(
            () => Stopwatch.GetElapsedTime(stopped) > TimeSpan.FromSeconds(13),
            TimeSpan.FromSeconds(20),
            "longer than the longest silence"
        );
        await pair.Server.SignalAsync("CONT");
        await AreHintsHeardAsync();
    }

    [Fact]
    public async Task Flushed_TheNextRenewalBringsEverythingBack()
    {
        var (mark, leases) = (Mark(), new[] { Lease(), Lease() });
        await One.Presence.RenewAsync([mark], default);
        await One.Leases.RenewAsync(leases, default);
        await pair.Server.SendAsync("FLUSHALL");
        (await Other.Presence.ReadAsync(project, default)).Should().BeEmpty();
        (await Other.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeFalse();

        await One.Presence.RenewAsync([mark], default);
        await One.Leases.RenewAsync(leases, default);

        (await Other.Presence.ReadAsync(project, default)).Should().ContainSingle();
        (await Other.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeTrue();
        await AreHintsHeardAsync();
    }

    /// <summary>The client library subscribes again, is refused, and leaves it at that: only the missing sign of life tells.</summary>
    [Fact]
    public async Task SubscriptionRefusedForAWhile_HintsAreHeardAgain()
    {
        await pair.Server.SendAsync("ACL", "SETUSER", "default", "resetchannels");
        await Eventually.BeTrueAsync(() => !One.Bus.IsConnected, TimeSpan.FromSeconds(5), "no sign of life is heard");
        await pair.Server.SendAsync("ACL", "SETUSER", "default", "allchannels");
        await AreHintsHeardAsync();
    }

    /// <summary>A cable that swallows everything, as after a fail-over of the network: no error, for hours.</summary>
    [Fact]
    public async Task SilentCable_TheConnectionIsReplaced()
    {
        using var cable = new TcpRelay(pair.Server.Port);
        await using var node = await RedisNode.StartConnectedAsync($"127.0.0.1:{cable.Port}");
        cable.Silence();
        await Eventually.BeTrueAsync(() => !node.Bus.IsConnected, TimeSpan.FromSeconds(2), "silence is noticed");
        await Eventually.BeTrueAsync(() => node.Bus.IsConnected, Back, "another connection is made");
        (await node.Presence.ReadAsync(project, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task SubscriptionCut_HintsAreHeardAgain()
    {
        (await pair.Server.SendAsync("CLIENT", "KILL", "TYPE", "pubsub")).Should().Be(":2\r\n");
        await AreHintsHeardAsync();
    }

    /// <summary>What is on the server and whether it may be written to are two things: renewals fail, reads and hints go on.</summary>
    [Fact]
    public async Task OutOfMemory_IsUnavailable_NotAnError()
    {
        await pair.Server.SendAsync("CONFIG", "SET", "maxmemory", "1");
        await One.Presence.RenewAsync([Mark()], default);
        (await One.Leases.TakeAsync(Lease(), default)).IsRefused.Should().BeFalse("this node counts by itself");
        await pair.Server.SendAsync("CONFIG", "SET", "maxmemory", "0");
        await Eventually.BeTrueAsync(
            async () =>
            {
                await One.Presence.RenewAsync([Mark()], default);
                return await Other.Presence.ReadAsync(project, default) is { Count: > 0 };
            },
            Back,
            "presence fills again"
        );
    }

    [Fact]
    public async Task NodeStartedWithoutRedis_FindsItLater()
    {
        await pair.Server.KillAsync();
        await using var late = await RedisNode.StartAsync(pair.Server.Connection);
        (await late.Presence.ReadAsync(project, default)).Should().BeNull();
        (await late.Leases.TakeAsync(Lease(), default)).IsRefused.Should().BeFalse();
        late.Bus.Tell(new Hint.PresenceMoved(project));
        late.Bus.IsConnected.Should().BeFalse();

        await pair.Server.RestartAsync();

        await late.ConnectedAsync();
        (await late.Presence.ReadAsync(project, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task TwoInstallationsOnOneRedis_DoNotSeeEachOther()
    {
        await using var stranger = await RedisNode.StartConnectedAsync(pair.Server.Connection, Ids.New(), Options);
        using var overheard = new BusContract.Ear(stranger.Bus);
        using var heard = new BusContract.Ear(Other.Bus);
        await One.Presence.RenewAsync([Mark()], default);
        await One.Leases.RenewAsync([Lease(), Lease()], default);
        var hint = new Hint.FeedMoved(project, 1);
        One.Bus.Tell(hint);
        await heard.HearsAsync(hint);

        (await stranger.Presence.ReadAsync(project, default)).Should().BeEmpty();
        (await stranger.Leases.PeekAsync(Lease(), default)).UserIsFull.Should().BeFalse();
        overheard.Hints.Should().BeEmpty();
        var keys = (await pair.Server.SendAsync("KEYS", "*")).Split("\r\n").Where(line => line.Contains(':', StringComparison.Ordinal));
        keys.Should().HaveCount(3).And.OnlyContain(key => key.StartsWith(pair.Prefix, StringComparison.Ordinal));
    }

    /// <summary>Within two seconds, and no hint comes through.</summary>
    private Task IsAwayAsync(long? since = null)
    {
        var left = TimeSpan.FromSeconds(2) - (since is { } at ? Stopwatch.GetElapsedTime(at) : TimeSpan.Zero);
        return Eventually.BeTrueAsync(
            () => !One.Bus.IsConnected && !Other.Bus.IsConnected,
            left,
            "both buses say that they are not connected"
        );
    }

    private async Task AreHintsHeardAsync()
    {
        using var heard = new BusContract.Ear(Other.Bus);
        await Eventually.BeTrueAsync(
            () =>
            {
                One.Bus.Tell(new Hint.PresenceMoved(project));
                return !heard.Hints.IsEmpty && One.Bus.IsConnected && Other.Bus.IsConnected;
            },
            Back,
            "hints are heard again"
        );
    }

    private PresenceMark Mark() => new(project, Ids.New().ToString(), user, "Ann", ViewingTaskId: null);

    private ConnectionLease Lease() => new(Ids.New(), user, []);
}
