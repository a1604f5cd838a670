using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Unit.Configuration;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("00:00:30", 30_000)]
    [InlineData("36:00:00", 129_600_000)]
    [InlineData("00:00:00.250", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("5 min", 300_000)]
    [InlineData("5m", 300_000)]
    [InlineData("250ms", 250)]
    [InlineData("1 h", 3_600_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("2D", 172_800_000)]
    public void TryParse_WrittenByAnOperator_GivesTheDuration(string text, long milliseconds)
    {
        Durations.TryParse(text, out var duration).Should().BeTrue();
        duration.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("30")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("12:30")]
    [InlineData("00:60:00")]
    [InlineData("00:00:60")]
    [InlineData("5 fortnights")]
    [InlineData("99999999999999999d")]
    [InlineData("999999999:00:00")]
    public void TryParse_AmbiguousOrWrong_IsRefused(string text) => Durations.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("24 h")]
    [InlineData("5 min")]
    [InlineData("30 s")]
    [InlineData("100 ms")]
    public void Format_AnyDuration_IsReadBack(string text)
    {
        Durations.TryParse(text, out var duration).Should().BeTrue();
        Durations.Format(duration).Should().Be(text);
    }
}
