using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;
using Xunit.Abstractions;

namespace TaskFlow.Unit.Resilience;

public sealed class CircuitBreakerTests(ITestOutputHelper output)
{
    private const int Steps = 300_000;

    private readonly ManualClock clock = new();
    private double luck = 0.5;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Breaker_DrivenAtRandom_DoesWhatTheReferenceDoes(int parties)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var rules = BreakerRules.Of(new ResiliencePolicy(), parties);
        var (breaker, model) = (new CircuitBreaker(rules, clock, () => luck), new ReferenceBreaker(rules, () => luck));
        List<(BreakerPass Pass, int Period)> open = [];
        var failing = 0.1;
        for (var step = 0; step < Steps; step++)
        {
            luck = random.NextDouble();
            if (random.Next(500) == 0)
                failing = random.NextDouble();
            switch (random.Next(10))
            {
                case < 4:
                    var (pass, wait) = breaker.Enter();
                    var (period, expectedWait) = model.Enter(Now);
                    (pass is null, wait).Should().Be((period is null, expectedWait), "step {0} of seed {1}", step, seed);
                    if (pass is { } entered)
                        open.Add((entered, period!.Value));
                    break;
                case < 8 when open.Count > 0:
                    var (ended, ofPeriod) = open[random.Next(open.Count)];
                    open.Remove((ended, ofPeriod));
                    var (signal, party) = (Signal(random, failing), $"p{random.Next(5)}");
                    breaker.Leave(ended, signal, party);
                    model.Leave(ofPeriod, signal, party, Now);
                    break;
                case 8 when random.Next(200) == 0:
                    breaker.LetProbeThrough();
                    model.LetProbeThrough();
                    break;
                default:
                    clock.Advance(TimeSpan.FromMilliseconds(random.Next(40) == 0 ? random.Next(60_000) : random.Next(400)));
                    break;
            }
            breaker.Look().State.Should().Be(model.State, "step {0} of seed {1}", step, seed);
        }
        output.WriteLine(string.Join(", ", model.Transitions));
        model.Transitions.Keys.Should().BeEquivalentTo("run", "ratio", "probe", "close");
        model.Transitions.Values.Should().OnlyContain(times => times > 20, "a state that is hardly reached is not tested");
    }

    [Fact]
    public void Open_LastsTwiceAsLongWithEachFailedProbe_UpToFiveMinutes()
    {
        var breaker = Opened();
        List<double> breaks = [];
        for (var probe = 0; probe < 6; probe++)
        {
            breaks.Add(breaker.Look().Wait.TotalSeconds);
            clock.Advance(breaker.Look().Wait);
            breaker.Leave(breaker.Enter().Pass!.Value, BreakerSignal.Failure, "a");
        }
        breaks.Should().Equal(30, 60, 120, 240, 300, 300);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 36)]
    public void Open_IsSpreadByAFifth(double chance, double seconds)
    {
        luck = chance;
        Opened().Look().Wait.TotalSeconds.Should().BeApproximately(seconds, 0.001);
    }

    [Fact]
    public void HalfOpen_LetsOneOfManyThrough_AndCancellationFreesItsPlace()
    {
        var breaker = Opened();
        clock.Advance(breaker.Look().Wait);
        var passes = Enumerable.Range(0, 50).Select(_ => breaker.Enter().Pass).Where(p => p is not null).ToList();
        passes.Should().ContainSingle();
        breaker.Leave(passes[0]!.Value, BreakerSignal.Abandoned, "a");
        breaker.Look().State.Should().Be(BreakerState.HalfOpen);
        breaker.Enter().Pass.Should().NotBeNull();
    }

    [Fact]
    public void LateFailure_OfACallBeforeTheBreak_DoesNotLengthenIt()
    {
        var breaker = new CircuitBreaker(BreakerRules.Of(new ResiliencePolicy()), clock, () => luck);
        var late = Enumerable.Range(0, 20).Select(_ => breaker.Enter().Pass!.Value).ToList();
        late.ForEach(pass => breaker.Leave(pass, BreakerSignal.Failure, "a"));
        clock.Advance(breaker.Look().Wait);
        var probe = breaker.Enter().Pass!.Value;
        breaker.Leave(late[^1], BreakerSignal.Failure, "a");
        breaker.Leave(probe, BreakerSignal.Success, "a");
        breaker.Leave(breaker.Enter().Pass!.Value, BreakerSignal.Neutral, "a");
        breaker.Look().State.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public void HostWide_StaysClosed_HoweverOftenTwoPartiesFail()
    {
        var breaker = new CircuitBreaker(BreakerRules.Of(new ResiliencePolicy(), parties: 3), clock, () => luck);
        for (var call = 0; call < 100; call++)
            breaker.Leave(breaker.Enter().Pass!.Value, BreakerSignal.Failure, call % 2 == 0 ? "a" : "b");
        breaker.Look().State.Should().Be(BreakerState.Closed);
        breaker.Leave(breaker.Enter().Pass!.Value, BreakerSignal.Failure, "c");
        breaker.Look().State.Should().Be(BreakerState.Open);
    }

    private TimeSpan Now => clock.GetUtcNow() - DateTimeOffset.UnixEpoch;

    private static BreakerSignal Signal(Random random, double failing) =>
        random.Next(10) switch
        {
            0 => BreakerSignal.Neutral,
            1 => BreakerSignal.Abandoned,
            _ => random.NextDouble() < failing ? BreakerSignal.Failure : BreakerSignal.Success,
        };

    private CircuitBreaker Opened()
    {
        var breaker = new CircuitBreaker(BreakerRules.Of(new ResiliencePolicy()), clock, () => luck);
        for (var call = 0; call < 5; call++)
            breaker.Leave(breaker.Enter().Pass!.Value, BreakerSignal.Failure, "a");
        breaker.Look().State.Should().Be(BreakerState.Open);
        return breaker;
    }
}
