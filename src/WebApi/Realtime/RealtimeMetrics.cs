using System.Diagnostics.Metrics;

namespace TaskFlow.WebApi.Realtime;

/// <summary>How live connections do (C-4.5). Who is woken by what is in <c>ops/prometheus/rules/live.yml</c>.</summary>
internal static class RealtimeMetrics
{
    public const string Name = "TaskFlow.Realtime";

    private static readonly string[] DisconnectReasons = ["left", "lost", "slow", "flood", "access", "drain"];
    private static readonly string[] RefusalReasons = ["limit", "origin", "drain"];
    private static readonly string[] SubscriptionOutcomes = ["new", "resumed", "reset"];
    private static readonly string[] ResetReasons = ["epoch", "too_many"];

    private static readonly Meter Meter = new(Name);

    private static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>(
        "taskflow.realtime.connections",
        "{connection}",
        "Connections that are open on this node."
    );

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "taskflow.realtime.connection.duration",
        "s",
        "How long connections lasted.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10, 60, 300, 900, 3_600, 14_400, 43_200, 86_400] }
    );

    private static readonly Counter<long> Disconnects = Meter.CreateCounter<long>(
        "taskflow.realtime.disconnects",
        "{connection}",
        "Connections that ended, by reason: left, lost, slow, flood, access, drain (it ended, or was asked to move, because the node stops)."
    );

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "taskflow.realtime.refused",
        "{connection}",
        "Connections that were not let in, by reason: limit, origin, drain."
    );

    private static readonly Counter<long> Subscriptions = Meter.CreateCounter<long>(
        "taskflow.realtime.subscriptions",
        "{subscription}",
        "Subscriptions by outcome: new (the client had no place in the log), resumed (its place led on), reset (it did not)."
    );

    private static readonly Counter<long> Replayed = Meter.CreateCounter<long>(
        "taskflow.realtime.replayed",
        "{envelope}",
        "Envelopes that were sent because a client had missed them."
    );

    private static readonly Counter<long> ReplayReads = Meter.CreateCounter<long>(
        "taskflow.realtime.replay_reads",
        "{read}",
        "Readings for connections that are behind this node's memory, by source: window (shared through Redis), table."
    );

    private static readonly Counter<long> Resets = Meter.CreateCounter<long>(
        "taskflow.realtime.resets",
        "{subscription}",
        "Open subscriptions that had to begin anew, by reason: epoch, too_many (the connection fell too far behind)."
    );

    private static readonly Counter<long> Gaps = Meter.CreateCounter<long>(
        "taskflow.realtime.log_gaps",
        "{gap}",
        "Numbers missing in a log: never, or the promise of the log is broken."
    );

    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>(
        "taskflow.realtime.latency",
        "s",
        "From the event to the write on a live connection."
    );

    /// <summary>
    /// Begins every series at 0. One that appeared with its first event would have no increase for it: the first hundred lost connections of a
    /// node would wake nobody.
    /// </summary>
    public static void Begin()
    {
        Connections.Add(0);
        Replayed.Add(0);
        Gaps.Add(0);
        foreach (var reason in DisconnectReasons)
            Disconnects.Add(0, Reason(reason));
        foreach (var reason in RefusalReasons)
            Refused.Add(0, Reason(reason));
        foreach (var reason in ResetReasons)
            Resets.Add(0, Reason(reason));
        foreach (var outcome in SubscriptionOutcomes)
            Subscriptions.Add(0, Outcome(outcome));
    }

    public static void Connected() => Connections.Add(1);

    public static void Disconnected(string reason, TimeSpan after)
    {
        Connections.Add(-1);
        Duration.Record(after.TotalSeconds);
        Disconnects.Add(1, Reason(reason));
    }

    public static void CountRefused(string reason) => Refused.Add(1, Reason(reason));

    public static void CountSubscription(string outcome, long replayed)
    {
        Subscriptions.Add(1, Outcome(outcome));
        if (replayed > 0)
            Replayed.Add(replayed);
    }

    public static void CountReplayRead(string source) => ReplayReads.Add(1, new KeyValuePair<string, object?>("source", source));

    public static void CountReset(string reason) => Resets.Add(1, Reason(reason));

    public static void CountGap() => Gaps.Add(1);

    public static void RecordLatency(TimeSpan sinceEvent) => Latency.Record(sinceEvent.TotalSeconds);

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);
}
