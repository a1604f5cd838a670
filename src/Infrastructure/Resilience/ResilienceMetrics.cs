using System.Diagnostics.Metrics;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>How the outside world does. More than 1 % and twenty time-outs of a dependency in ten minutes should wake somebody (C-2).</summary>
internal static class ResilienceMetrics
{
    public const string Name = "TaskFlow.Resilience";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "taskflow.outgoing.calls",
        "{call}",
        "Calls by dependency and outcome: delivered, not_sent, ambiguous, throttled, credential_dead, refused, waiting, abandoned."
    );

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "taskflow.outgoing.call.duration",
        "s",
        "From the call to its outcome, quick tries included, by dependency."
    );

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "taskflow.outgoing.retries",
        "{try}",
        "Quick further tries of what was not sent, by dependency."
    );

    private static readonly Counter<long> Timeouts = Meter.CreateCounter<long>(
        "taskflow.outgoing.timeouts",
        "{call}",
        "Time-outs by dependency and edge: connect, answer, body, total."
    );

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "taskflow.outgoing.breaker.changes",
        "{change}",
        "Changes of breakers by dependency, key (credential, host) and state: closed, open, half_open."
    );

    private static readonly UpDownCounter<long> NotClosed = Meter.CreateUpDownCounter<long>(
        "taskflow.outgoing.breaker.open",
        "{breaker}",
        "Breakers that are not closed, by dependency and key."
    );

    public static void CountCall(ExternalDependency dependency, SendOutcome? outcome, TimeSpan duration)
    {
        Calls.Add(1, Of(dependency), new("outcome", NameOf(outcome)));
        Duration.Record(duration.TotalSeconds, Of(dependency));
    }

    public static void CountRetry(ExternalDependency dependency) => Retries.Add(1, Of(dependency));

    public static void CountTimeout(ExternalDependency dependency, string edge) => Timeouts.Add(1, Of(dependency), new("edge", edge));

    public static void CountBreaker(ExternalDependency dependency, bool wholeHost, BreakerState before, BreakerState state)
    {
        KeyValuePair<string, object?> key = new("key", wholeHost ? "host" : "credential");
        var name = state switch
        {
            BreakerState.Closed => "closed",
            BreakerState.Open => "open",
            BreakerState.HalfOpen => "half_open",
        };
        Changes.Add(1, Of(dependency), key, new("state", name));
        if ((before == BreakerState.Closed) != (state == BreakerState.Closed))
            NotClosed.Add(state == BreakerState.Closed ? -1 : 1, Of(dependency), key);
    }

    public static string NameOf(SendOutcome? outcome) =>
        outcome switch
        {
            SendOutcome.Delivered => "delivered",
            SendOutcome.NotSent => "not_sent",
            SendOutcome.Ambiguous => "ambiguous",
            SendOutcome.Throttled => "throttled",
            SendOutcome.CredentialDead => "credential_dead",
            SendOutcome.Refused => "refused",
            SendOutcome.Waiting => "waiting",
            _ => "abandoned",
        };

    private static KeyValuePair<string, object?> Of(ExternalDependency dependency) => new("dependency", dependency.ToString());
}
