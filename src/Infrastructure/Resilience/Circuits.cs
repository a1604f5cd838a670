using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>A breaker as operators see it.</summary>
/// <param name="Scope">A fingerprint of the credential or the id of the integration; null for the breaker of the whole host.</param>
/// <param name="ProbeAt">When an open one lets the next call through.</param>
public sealed record CircuitState(
    ExternalDependency Dependency,
    string Host,
    string? Scope,
    BreakerState State,
    int FailuresInARow,
    DateTimeOffset? ProbeAt
);

/// <summary>
/// The breakers of this process: one per host and credential, and one per host that opens only when three parties fail there. Never shared with
/// other processes: one that is sick itself would keep all others from a healthy host (C-1.3).
/// </summary>
public sealed partial class Circuits
{
    private const int PartiesOfAHost = 3;
    private const int Many = 1000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForgetPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(ExternalDependency, string), HostCircuits> hosts = new();
    private readonly ResilienceOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<Circuits> logger;
    private long forgottenAt;

    public Circuits(TaskFlowOptions options, TimeProvider clock, ILogger<Circuits> logger)
    {
        this.options = options.Resilience;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>An operator asks for a try now: the next call to this destination is let through, however open its breakers are.</summary>
    public void LetProbeThrough(Destination destination)
    {
        var scope = CallScope.Of(destination);
        foreach (var host in hosts.Values)
        {
            if (!host.Scopes.TryGetValue(scope, out var breaker))
                continue;
            breaker.LetProbeThrough();
            host.Whole.LetProbeThrough();
        }
    }

    /// <summary>Every breaker that is not simply closed, and those of whole hosts.</summary>
    public IReadOnlyList<CircuitState> List()
    {
        var now = clock.GetUtcNow();
        var all =
            from pair in hosts
            from breaker in pair.Value.Scopes.Select(s => (Scope: (string?)s.Key, Circuit: s.Value)).Prepend((null, pair.Value.Whole))
            let look = breaker.Circuit.Look()
            where breaker.Scope is null || look.State != BreakerState.Closed || look.FailuresInARow > 0
            let probeAt = look.State == BreakerState.Open ? now + look.Wait : (DateTimeOffset?)null
            select new CircuitState(pair.Key.Item1, pair.Key.Item2, breaker.Scope, look.State, look.FailuresInARow, probeAt);
        return [.. all.OrderBy(c => c.Dependency).ThenBy(c => c.Host, StringComparer.Ordinal).ThenBy(c => c.Scope, StringComparer.Ordinal)];
    }

    /// <summary>A pass of both breakers, or when to come back.</summary>
    internal (CircuitPass? Pass, DateTimeOffset ProbeAt) Enter(OutgoingCall call)
    {
        var host = HostOf(call);
        var own = host.Scopes.GetOrAdd(call.Scope, scope => Make(call, scope, parties: 1));
        var (ownPass, ownWait) = own.Enter();
        if (ownPass is not { } first)
            return (null, clock.GetUtcNow() + ownWait);
        var (wholePass, wholeWait) = host.Whole.Enter();
        if (wholePass is { } second)
            return (new CircuitPass(own, first, host, second, call.Party), default);
        own.Leave(first, BreakerSignal.Abandoned, call.Party);
        return (null, clock.GetUtcNow() + wholeWait);
    }

    internal RetryBudget BudgetOf(OutgoingCall call) => HostOf(call).Budget;

    private HostCircuits HostOf(OutgoingCall call)
    {
        if (hosts.TryGetValue((call.Dependency, call.Host), out var known) && known.Scopes.Count < Many)
            return known;
        Forget();
        return hosts.GetOrAdd(
            (call.Dependency, call.Host),
            _ => new HostCircuits(Make(call, scope: null, PartiesOfAHost), new RetryBudget())
        );
    }

    /// <summary>Customers name any number of hosts over time: what has been quiet for long is dropped.</summary>
    private void Forget()
    {
        var last = Interlocked.Read(ref forgottenAt);
        if (hosts.Count < Many && hosts.Values.All(h => h.Scopes.Count < Many))
            return;
        if (clock.GetElapsedTime(last) < ForgetPause || Interlocked.CompareExchange(ref forgottenAt, clock.GetTimestamp(), last) != last)
            return;
        foreach (var (key, host) in hosts)
        {
            foreach (var scope in host.Scopes.Where(s => s.Value.IsIdle(Idle)).Select(s => s.Key))
                host.Scopes.TryRemove(scope, out _);
            if (host.Scopes.IsEmpty && host.Whole.IsIdle(Idle))
                hosts.TryRemove(key, out _);
        }
    }

    private CircuitBreaker Make(OutgoingCall call, string? scope, int parties)
    {
        var (dependency, host) = (call.Dependency, call.Host);
        return new CircuitBreaker(
            BreakerRules.Of(options.For(dependency), parties),
            clock,
            Random.Shared.NextDouble,
            (before, state) =>
            {
                ResilienceMetrics.CountBreaker(dependency, wholeHost: scope is null, before, state);
                LogChange(
                    state == BreakerState.Open ? LogLevel.Warning : LogLevel.Information,
                    dependency,
                    host,
                    scope ?? "whole host",
                    state
                );
            }
        );
    }

    [LoggerMessage(Message = "Breaker of {Dependency} at {Host} ({Scope}): {State}")]
    private partial void LogChange(LogLevel level, ExternalDependency dependency, string host, string scope, BreakerState state);
}

/// <summary>What is known of one host.</summary>
internal sealed record HostCircuits(CircuitBreaker Whole, RetryBudget Budget)
{
    public ConcurrentDictionary<string, CircuitBreaker> Scopes { get; } = new(StringComparer.Ordinal);
}

/// <summary>The right to make one call, of the credential's breaker and the host's.</summary>
internal readonly record struct CircuitPass(CircuitBreaker Own, BreakerPass OwnPass, HostCircuits Host, BreakerPass HostPass, string Party)
{
    public void Leave(BreakerSignal signal)
    {
        if (signal == BreakerSignal.Success)
            Host.Budget.Earn();
        Own.Leave(OwnPass, signal, Party);
        Host.Whole.Leave(HostPass, signal, Party);
    }
}
