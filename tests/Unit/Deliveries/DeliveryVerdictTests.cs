using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;

namespace TaskFlow.Unit.Deliveries;

public sealed class DeliveryVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly DeliveryVerdict verdict = new(Now, () => 0.5);

    [Theory]
    [InlineData(DeliveryChannel.Email, 23, DeliveryStatus.Pending)]
    [InlineData(DeliveryChannel.Email, 24, DeliveryStatus.Expired)]
    [InlineData(DeliveryChannel.Slack, 24, DeliveryStatus.Expired)]
    [InlineData(DeliveryChannel.Webhook, 240, DeliveryStatus.Pending)]
    public void Waiting_ForAPerson_EndsAfterADay(DeliveryChannel channel, int hours, DeliveryStatus expected)
    {
        var old = Delivery(TimeSpan.FromHours(hours));
        verdict.Of(old, channel, false, new SendOutcome.Throttled(TimeSpan.FromMinutes(1), "429")).Status.Should().Be(expected);
        verdict.Of(old, channel, false, new SendOutcome.Waiting(Now.AddMinutes(1))).Status.Should().Be(expected);
        verdict.Of(old, channel, false, new SendOutcome.CredentialDead("401")).Status.Should().Be(expected);
        verdict.Paused(old, channel, "paused").Status.Should().Be(expected);
    }

    [Fact]
    public void Retry_BeginsTheScheduleAnew()
    {
        var failed = new SendOutcome.NotSent("refused");
        var spent = Delivery(TimeSpan.FromDays(9)) with { Attempts = 12 };
        verdict.Of(spent, DeliveryChannel.Webhook, true, failed).Status.Should().Be(DeliveryStatus.Dead);
        verdict.Of(spent, DeliveryChannel.Email, false, failed).Status.Should().Be(DeliveryStatus.Dead);

        var retried = spent with { AttemptsBefore = 12, RetriedAt = Now };
        verdict.Of(retried, DeliveryChannel.Webhook, true, failed).Status.Should().Be(DeliveryStatus.Pending);
        verdict.Of(retried, DeliveryChannel.Email, false, failed).Status.Should().Be(DeliveryStatus.Pending);
    }

    private static ClaimedDelivery Delivery(TimeSpan age) =>
        new(
            Guid.Empty,
            Guid.Empty,
            Guid.Empty,
            Guid.Empty,
            UserId: null,
            IntegrationId: null,
            Reason: null,
            Attempts: 0,
            Traceparent: null,
            Now - age,
            Probes: false,
            Lane: null,
            Guid.Empty
        );
}
