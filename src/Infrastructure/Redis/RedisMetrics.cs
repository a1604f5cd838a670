using System.Diagnostics.Metrics;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>How Redis does. An open breaker should wake somebody although nobody is refused anything for it.</summary>
internal static class RedisMetrics
{
    public const string Name = "TaskFlow.Redis";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "taskflow.redis.calls",
        "{call}",
        "Calls by outcome: answered, timeout, failed, skipped (the breaker is open or too much is unanswered)."
    );

    private static readonly UpDownCounter<long> OpenBreakers = Meter.CreateUpDownCounter<long>(
        "taskflow.redis.breaker.open",
        "{breaker}",
        "1 while Redis counts as away."
    );

    private static readonly Counter<long> Malformed = Meter.CreateCounter<long>(
        "taskflow.redis.hints.malformed",
        "{message}",
        "Messages on the channel of hints that no release of this program wrote."
    );

    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "taskflow.redis.hints.dropped",
        "{hint}",
        "Hints that were not sent to other nodes; these find out by polling."
    );

    public static void CountCall(string outcome) => Calls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void MoveBreaker(bool open) => OpenBreakers.Add(open ? 1 : -1);

    public static void CountMalformed() => Malformed.Add(1);

    public static void CountDropped(int hints) => Dropped.Add(hints);
}
