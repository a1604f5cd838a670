using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>How long a worker may keep a delivery: four times the longest try of any channel, 60 s unless limits are set otherwise (ADR 0026).</summary>
public sealed class DeliveryLease
{
    private const int Tries = 4;

    private static readonly ExternalDependency[] WaysOut =
    [
        ExternalDependency.Slack,
        ExternalDependency.SendGrid,
        ExternalDependency.Smtp,
        ExternalDependency.Webhooks,
    ];

    public DeliveryLease(TaskFlowOptions options) => LongestTry = WaysOut.Max(one => options.Resilience.For(one).TotalTimeout);

    public TimeSpan LongestTry { get; }

    public TimeSpan Length => Tries * LongestTry;

    /// <summary>How often leases that ended are looked for.</summary>
    public TimeSpan ReapInterval => Length / 6;
}
