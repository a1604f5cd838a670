using System.Diagnostics.Metrics;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// How live connections do (C-4.5). The rate of disconnects other than <c>left</c> and <c>drain</c> above 5 % of the connections in a minute
/// should wake somebody.
/// </summary>
internal static class RealtimeMetrics
{
    public const string Name = "TaskFlow.Realtime";

    private static readonly Meter Meter = new(Name);

    private static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>(
        "taskflow.realtime.connections",
        "{connection}",
        "Connections that are open on this node."
    );

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "taskflow.realtime.connection.duration",
        "s",
        "How long connections lasted."
    );

    private static readonly Counter<long> Disconnects = Meter.CreateCounter<long>(
        "taskflow.realtime.disconnects",
        "{connection}",
        "Connections that ended, by reason: left, lost, slow, flood, access, drain."
    );

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "taskflow.realtime.refused",
        "{connection}",
        "Connections that were not let in, by reason: limit, origin, drain."
    );

    private static readonly Counter<long> Subscriptions = Meter.CreateCounter<long>(
        "taskflow.realtime.subscriptions",
        "{subscription}",
        "Subscriptions by outcome: fresh, resumed (something was replayed), reset."
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
        "ms",
        "From the event to the write on a live connection."
    );

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
        Subscriptions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (replayed > 0)
            Replayed.Add(replayed);
    }

    public static void CountReplayRead(string source) => ReplayReads.Add(1, new KeyValuePair<string, object?>("source", source));

    public static void CountReset(string reason) => Resets.Add(1, Reason(reason));

    public static void CountGap() => Gaps.Add(1);

    public static void RecordLatency(TimeSpan sinceEvent) => Latency.Record(sinceEvent.TotalMilliseconds);

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);
}
