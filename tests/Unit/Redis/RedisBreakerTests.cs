using TaskFlow.Infrastructure.Redis;

namespace TaskFlow.Unit.Redis;

public sealed class RedisBreakerTests
{
    private readonly RedisBreaker breaker = new();

    [Fact]
    public void Breaker_IsOpen_UntilTheFirstAnswer()
    {
        breaker.IsOpen.Should().BeTrue();
        breaker.Answered();
        breaker.IsOpen.Should().BeFalse();
    }

    [Fact]
    public void ThreeFailuresInARow_OpenIt_AndAnAnswerBetweenThemDoesNot()
    {
        breaker.Answered();
        breaker.Failed();
        breaker.Failed();
        breaker.Answered();
        breaker.Failed();
        breaker.Failed();
        breaker.IsOpen.Should().BeFalse();
        breaker.Failed();
        breaker.IsOpen.Should().BeTrue();
    }

    [Fact]
    public void OneAnswer_ClosesIt_HoweverManyFailed()
    {
        for (var i = 0; i < 1000; i++)
            breaker.Failed();
        breaker.Answered();
        breaker.IsOpen.Should().BeFalse();
    }
}
