using TaskFlow.Domain.Notifications;

namespace TaskFlow.Unit.Notifications;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Webhook_FollowsTheTableOfTheContract_ThenIsDead()
    {
        var pauses = Enumerable
            .Range(1, 12)
            .Select(attempts => RetrySchedule.After(DeliveryChannel.Webhook, attempts, TimeSpan.FromDays(3), 0.5));
        pauses
            .Select(pause => pause?.TotalSeconds)
            .Should()
            .Equal(5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.999999, 6)]
    public void Webhook_Spreads20Percent(double chance, double seconds) =>
        RetrySchedule.After(DeliveryChannel.Webhook, 1, TimeSpan.Zero, chance)!.Value.TotalSeconds.Should().BeApproximately(seconds, 0.01);

    [Fact]
    public void OtherChannels_WaitWithFullJitter_UpToAnHour_ForADay()
    {
        RetrySchedule.After(DeliveryChannel.Email, 1, TimeSpan.Zero, 0).Should().Be(TimeSpan.Zero);
        RetrySchedule.After(DeliveryChannel.Email, 3, TimeSpan.Zero, 0.5).Should().Be(TimeSpan.FromSeconds(4));
        RetrySchedule.After(DeliveryChannel.Slack, 400, TimeSpan.FromHours(23), 1).Should().Be(TimeSpan.FromHours(1));
        RetrySchedule.After(DeliveryChannel.Slack, 2, TimeSpan.FromHours(24), 0.5).Should().BeNull();
    }
}
