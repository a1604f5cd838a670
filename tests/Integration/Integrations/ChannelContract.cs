using System.Collections.Concurrent;
using System.Diagnostics;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations;

/// <summary>What every HTTP channel makes of what strangers do (C-1.1), and how long it may take (C-2).</summary>
[Collection(nameof(ChannelSuite))]
public abstract class ChannelContract : IAsyncLifetime
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    private ChannelHost? host;

    protected abstract HttpPeer Peer { get; }

    protected abstract string Kind { get; }

    /// <summary>Whether the status alone says that the receiver has it.</summary>
    protected abstract bool StatusIsTheAnswer { get; }

    /// <summary>What a refused credential comes to.</summary>
    protected virtual Type OfUnauthorized => typeof(SendOutcome.CredentialDead);

    private protected ChannelHost Host => host!;

    [Fact]
    public async Task Send_WellAnswered_IsDelivered()
    {
        (await SendAsync()).Should().BeOfType<SendOutcome.Delivered>();
        Peer.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_HasSpans_OfWhichStrangersHearNothing()
    {
        ConcurrentQueue<Activity> spans = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "TaskFlow.Resilience" or "System.Net.Http" or "Test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Test");
        using (var parent = source.StartActivity("delivery"))
        {
            parent!.AddBaggage("organization", "secret");
            await SendAsync();
            spans
                .Where(s => s.TraceId == parent.TraceId)
                .Select(s => s.Source.Name)
                .Should()
                .Contain(["TaskFlow.Resilience", "System.Net.Http"]);
        }
        Peer.Receipts.Single()
            .Headers.Keys.Should()
            .NotIntersectWith(["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"]);
    }

    [Fact]
    public async Task Send_NoAnswer_IsAmbiguous_AndNotRepeated()
    {
        Peer.Next(Fault.Silence);
        (await SendAsync(within: ChannelHost.Attempt)).Should().BeOfType<SendOutcome.Ambiguous>();
        Peer.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_ResetAfterTheRequest_IsAmbiguous_AndNotRepeated()
    {
        Peer.Next(Fault.Reset);
        (await SendAsync(within: ChannelHost.Attempt)).Should().BeOfType<SendOutcome.Ambiguous>();
        Peer.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_Refused_IsNotSent_AfterQuickTries()
    {
        await Peer.StopAsync();
        (await SendAsync(within: ChannelHost.Total)).Should().BeOfType<SendOutcome.NotSent>();
        var breaker = Host.Circuits.List().Single(c => c.Scope is not null);
        breaker.FailuresInARow.Should().Be(4, "one try and three quick ones");
    }

    [Fact]
    public async Task Send_RefusedAtFirst_ComesThroughByAQuickTry()
    {
        await Peer.StopAsync();
        var sending = SendAsync(within: ChannelHost.Total);
        await Peer.StartAsync();
        (await sending).Should().BeOfType<SendOutcome.Delivered>();
        Peer.Receipts.Should().ContainSingle();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Send_ServerError_IsAmbiguous(int status)
    {
        Peer.Next(Fault.Status(status));
        (await SendAsync(within: ChannelHost.Attempt)).Should().BeOfType<SendOutcome.Ambiguous>();
        Peer.Receipts.Should().ContainSingle();
        Host.Circuits.List().Single(c => c.Scope is not null).FailuresInARow.Should().Be(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Send_ToldToWait_IsThrottled_AndNoFailure(int status)
    {
        Peer.Next(Fault.Status(status, TimeSpan.FromSeconds(77)));
        var outcome = (await SendAsync()).Should().BeOfType<SendOutcome.Throttled>().Subject;
        outcome.RetryAfter.Should().Be(TimeSpan.FromSeconds(77));
        Host.Circuits.List().Where(c => c.Scope is not null).Should().BeEmpty();
    }

    [Fact]
    public async Task Send_ToldToWaitForAYear_WaitsADay()
    {
        Peer.Next(Fault.Status(429, TimeSpan.FromDays(365)));
        (await SendAsync()).Should().BeOfType<SendOutcome.Throttled>().Which.RetryAfter.Should().Be(TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Send_Unauthorized_IsNoFailureOfTheHost(int status)
    {
        Peer.Next(Fault.Status(status));
        (await SendAsync()).Should().BeOfType(OfUnauthorized);
        Host.Circuits.List().Where(c => c.Scope is not null).Should().BeEmpty();
    }

    [Fact]
    public async Task Send_Redirected_IsRefused_AndNotFollowed()
    {
        await using var elsewhere = new WebhookReceiver();
        await elsewhere.StartAsync();
        Peer.Next(Fault.Status(307, location: elsewhere.Address.ToString()));
        (await SendAsync()).Should().BeOfType<SendOutcome.Refused>();
        elsewhere.Receipts.Should().BeEmpty();
    }

    public static TheoryData<string> Bodies => ["Trickle", "Endless", "Huge", "Malformed"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Send_BadBody_EndsInTime_WithinBounds(string name)
    {
        Peer.Next((Fault)typeof(Fault).GetField(name)!.GetValue(null)!);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var outcome = await SendAsync(within: ChannelHost.Total);
        (GC.GetTotalMemory(forceFullCollection: true) - memory).Should().BeLessThan(20 * 1024 * 1024);
        outcome.Should().BeOfType(StatusIsTheAnswer ? typeof(SendOutcome.Delivered) : typeof(SendOutcome.Ambiguous));
    }

    [Fact]
    public async Task Send_FiveFailures_OpenTheBreaker_AndNothingMoreIsSent_UntilSomebodyAsks()
    {
        Peer.Always = Fault.Status(500);
        for (var call = 0; call < 5; call++)
            (await SendAsync()).Should().BeOfType<SendOutcome.Ambiguous>();
        for (var call = 0; call < 20; call++)
        {
            var waiting = (await SendAsync()).Should().BeOfType<SendOutcome.Waiting>().Subject;
            waiting.ProbeAt.Should().BeWithin(TimeSpan.FromSeconds(37)).After(DateTimeOffset.UtcNow);
        }
        Peer.Receipts.Should().HaveCount(5);

        Host.Circuits.LetProbeThrough(Message().Destination);
        (await SendAsync()).Should().BeOfType<SendOutcome.Ambiguous>();
        (await SendAsync()).Should().BeOfType<SendOutcome.Waiting>("the probe failed");
        Peer.Receipts.Should().HaveCount(6);

        Peer.Always = null;
        Host.Circuits.LetProbeThrough(Message().Destination);
        (await SendAsync()).Should().BeOfType<SendOutcome.Delivered>();
        (await SendAsync()).Should().BeOfType<SendOutcome.Delivered>();
        Host.Circuits.List().Should().OnlyContain(c => c.State == BreakerState.Closed);
    }

    [Fact]
    public async Task Send_CallerGivesUp_Throws_AndIsNoFailure()
    {
        Peer.Next(Fault.Silence);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var send = () => Host.Channel(Kind).SendAsync(Message(), soon.Token);
        await send.Should().ThrowAsync<OperationCanceledException>();
        Host.Circuits.List().Where(c => c.Scope is not null).Should().BeEmpty();
    }

    public async Task InitializeAsync()
    {
        await Peer.StartAsync();
        host = new ChannelHost(Settings());
        // The first call pays for what is loaded and compiled; it is not what is measured.
        await Host.Channel(Kind).SendAsync(Message(), default);
        Peer.Forget();
    }

    public async Task DisposeAsync()
    {
        Host.Dispose();
        await Peer.DisposeAsync();
    }

    private protected abstract (string Key, string Value)[] Settings();

    protected abstract OutgoingMessage Message();

    private protected async Task<SendOutcome> SendAsync(TimeSpan? within = null)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await Host.Channel(Kind).SendAsync(Message(), default);
        if (within is { } limit)
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(limit + Tolerance);
        return outcome;
    }
}
