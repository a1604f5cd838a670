using System.Collections.Concurrent;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>What a bus promises (C-4.3), with one node or many.</summary>
public abstract class BusContract : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    protected abstract IRealtimeBus One { get; }

    protected abstract IRealtimeBus Other { get; }

    [Fact]
    public void Tell_IsHeardHere_AtOnce()
    {
        using var heard = new Ear(One);
        var hint = new Hint.FeedMoved(Ids.New(), 7);
        One.Tell(hint);
        heard.Hints.Should().Contain(hint);
    }

    [Fact]
    public async Task Tell_OfEveryKind_IsHeardOnTheOtherNode()
    {
        using var heard = new Ear(Other);
        Hint[] hints = [new Hint.FeedMoved(Ids.New(), 7), new Hint.PresenceMoved(Ids.New()), new Hint.AccessMoved(Ids.New())];
        foreach (var hint in hints)
            One.Tell(hint);
        await heard.HearsAsync(hints);
    }

    [Fact]
    public async Task Tell_ManyHeadsOfAProject_TheHighestArrives()
    {
        using var heard = new Ear(Other);
        var project = Ids.New();
        foreach (var head in Enumerable.Range(1, 500).Reverse())
            One.Tell(new Hint.FeedMoved(project, head));
        await heard.HearsAsync(new Hint.FeedMoved(project, 500));
    }

    [Fact]
    public async Task Tell_ComesNotBackToTheTeller()
    {
        using var here = new Ear(One);
        using var there = new Ear(Other);
        var (first, reply) = (new Hint.PresenceMoved(Ids.New()), new Hint.PresenceMoved(Ids.New()));
        One.Tell(first);
        await there.HearsAsync(first);
        Other.Tell(reply);
        await here.HearsAsync(reply);
        here.Hints.Count(hint => hint == first).Should().Be(1);
    }

    [Fact]
    public async Task Listener_ThatStopped_HearsNothing()
    {
        var stopped = new Ear(Other);
        using var listening = new Ear(Other);
        stopped.Dispose();
        var hint = new Hint.AccessMoved(Ids.New());
        One.Tell(hint);
        await listening.HearsAsync(hint);
        stopped.Hints.Should().BeEmpty();
    }

    [Fact]
    public void Bus_SaysThatItIsConnected() => (One.IsConnected && Other.IsConnected).Should().BeTrue();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    internal sealed class Ear : IDisposable
    {
        private readonly IDisposable listening;

        public Ear(IRealtimeBus bus) => listening = bus.Listen(Hints.Enqueue);

        public ConcurrentQueue<Hint> Hints { get; } = new();

        public Task HearsAsync(params Hint[] hints) =>
            Eventually.BeTrueAsync(() => hints.All(hint => Hints.Contains(hint)), Soon, $"{string.Join(", ", hints.ToList())} is heard");

        public void Dispose() => listening.Dispose();
    }
}

public sealed class InProcessBusTests : BusContract
{
    private readonly InProcessBus bus = new();

    protected override IRealtimeBus One => bus;

    protected override IRealtimeBus Other => bus;
}

public sealed class RedisBusTests : BusContract
{
    private RedisPair pair = null!;

    protected override IRealtimeBus One => pair.One.Bus;

    protected override IRealtimeBus Other => pair.Other.Bus;

    public override async Task InitializeAsync() => pair = await RedisPair.StartAsync();

    public override async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Tell_ManyHeadsOfAProject_ArrivesInFewMessages()
    {
        using var heard = new Ear(Other);
        var project = Ids.New();
        foreach (var head in Enumerable.Range(1, 500))
            One.Tell(new Hint.FeedMoved(project, head));
        await heard.HearsAsync(new Hint.FeedMoved(project, 500));
        heard.Hints.Should().HaveCountLessThan(20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"from":"not an id","feeds":{},"presence":[],"access":[]}""")]
    [InlineData("""{"from":"018f0000-0000-7000-8000-000000000001","feeds":null,"presence":[],"access":[]}""")]
    public async Task MalformedMessage_IsIgnored(string text)
    {
        using var heard = new Ear(Other);
        await pair.Server.SendAsync("PUBLISH", pair.Channel, text);
        var hint = new Hint.PresenceMoved(Ids.New());
        One.Tell(hint);
        await heard.HearsAsync(hint);
        heard.Hints.Should().ContainSingle();
    }
}
