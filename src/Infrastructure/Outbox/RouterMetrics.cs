using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskFlow.Infrastructure.Outbox;

/// <summary>How the router does: the lag is the promise (p99 below 1 s), a poison event should wake somebody.</summary>
internal static class RouterMetrics
{
    public const string Name = "TaskFlow.Outbox";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Routed = Meter.CreateCounter<long>(
        "taskflow.outbox.routed",
        "{event}",
        "Events that were fanned out."
    );

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "taskflow.outbox.lag",
        "s",
        "From an event to its rows in inboxes and deliveries."
    );

    private static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "taskflow.outbox.failed",
        "{event}",
        "Events whose fan-out failed, by what follows: again, dead."
    );

    public static void CountRouted(int events) => Routed.Add(events);

    public static void RecordLag(TimeSpan lag) => Lag.Record(lag.TotalSeconds);

    public static void CountFailed(bool isDead) => Failed.Add(1, new KeyValuePair<string, object?>("then", isDead ? "dead" : "again"));
}
