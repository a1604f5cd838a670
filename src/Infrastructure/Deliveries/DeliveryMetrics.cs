using System.Diagnostics;
using System.Diagnostics.Metrics;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>What goes out and how long it takes; the promise is 95 % within 60 s (S-1.1).</summary>
internal static class DeliveryMetrics
{
    public const string Name = "TaskFlow.Deliveries";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Tries = Meter.CreateCounter<long>(
        "taskflow.deliveries.tries",
        "{try}",
        "Tries to send, by channel and what came of them."
    );

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "taskflow.deliveries.lag",
        "s",
        "From the commit of an event until its delivery was taken by the receiver, by channel."
    );

    private static readonly Counter<long> Lost = Meter.CreateCounter<long>(
        "taskflow.deliveries.lost",
        "{delivery}",
        "Deliveries whose worker was lost, before or while it was sending."
    );

    public static void Count(DeliveryChannel channel, SendOutcome outcome, TimeSpan age)
    {
        var on = KeyValuePair.Create<string, object?>("channel", SnakeCase.Of(channel));
        Tries.Add(1, on, KeyValuePair.Create<string, object?>("outcome", Word(outcome)));
        if (outcome is SendOutcome.Delivered)
            Lag.Record(Math.Max(0, age.TotalSeconds), on);
    }

    public static void CountLost(long begun, long notBegun)
    {
        Lost.Add(begun, KeyValuePair.Create<string, object?>("stage", "sending"));
        Lost.Add(notBegun, KeyValuePair.Create<string, object?>("stage", "leased"));
    }

    /// <summary>As <c>delivery_attempts.outcome</c> has it.</summary>
    private static string Word(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Delivered => "delivered",
            SendOutcome.NotSent => "not_sent",
            SendOutcome.Ambiguous => "ambiguous",
            SendOutcome.Throttled => "throttled",
            SendOutcome.CredentialDead => "credential_dead",
            SendOutcome.Refused => "refused",
            SendOutcome.Waiting => "waiting",
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
}
