using TaskFlow.WebApi.Realtime;

namespace TaskFlow.Unit.Realtime;

public sealed class InvocationAllowanceTests
{
    private readonly Clock clock = new();

    [Fact]
    public void TryTake_TwentyInAMoment_AreAllowedAndNoMore()
    {
        var allowance = new InvocationAllowance(clock);
        Enumerable.Range(0, 20).Should().OnlyContain(_ => allowance.TryTake());
        allowance.TryTake().Should().BeFalse();
    }

    [Fact]
    public void TryTake_AtTheRate_IsAllowedForEver()
    {
        var allowance = new InvocationAllowance(clock);
        for (var call = 0; call < 1_000; call++)
        {
            allowance.TryTake().Should().BeTrue();
            clock.Pass(TimeSpan.FromMilliseconds(50));
        }
    }

    [Fact]
    public void TryTake_AfterASecondOfRest_HasTheWholeBurstAgain()
    {
        var allowance = new InvocationAllowance(clock);
        while (allowance.TryTake()) { }
        clock.Pass(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 20).Should().OnlyContain(_ => allowance.TryTake());
        allowance.TryTake().Should().BeFalse();
    }

    private sealed class Clock : TimeProvider
    {
        private long now = 1;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += (long)time.TotalMicroseconds;
    }
}
