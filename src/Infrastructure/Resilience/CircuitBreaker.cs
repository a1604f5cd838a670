using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

public enum BreakerState
{
    Closed,
    Open,
    HalfOpen,
}

/// <summary>When a breaker opens and for how long (C-1.3).</summary>
/// <param name="Parties">Failures must come from so many different parties.</param>
internal sealed record BreakerRules(int Failures, double Ratio, TimeSpan Window, TimeSpan Open, TimeSpan ProbePatience, int Parties = 1)
{
    /// <summary>Fewer calls in the window say nothing about a ratio.</summary>
    public const int MinimumCalls = 10;

    public const int ClosingSuccesses = 2;

    public const double Spread = 0.2;

    public static readonly TimeSpan LongestOpen = TimeSpan.FromMinutes(5);

    public static BreakerRules Of(ResiliencePolicy policy, int parties = 1) =>
        new(policy.BreakerFailures, policy.BreakerRatio, policy.BreakerWindow, policy.BreakerOpen, policy.AttemptTimeout, parties);
}

/// <summary>The right to make one call; to be handed back with what came of it.</summary>
internal readonly record struct BreakerPass(long Era, bool IsProbe);

/// <summary>
/// Keeps calls from a host that fails. Own code because the library's breaker knows a ratio only and lets every caller probe at once
/// (ADR 0023). The answer to a call that began before the last change of state changes nothing.
/// </summary>
/// <param name="random">0 to 1, for the spread of the break.</param>
/// <param name="changed">Told of every change of state, from what to what, outside the lock.</param>
internal sealed class CircuitBreaker(
    BreakerRules rules,
    TimeProvider clock,
    Func<double> random,
    Action<BreakerState, BreakerState>? changed = null
)
{
    private readonly Lock gate = new();
    private readonly long origin = clock.GetTimestamp();
    private readonly CallWindow window = new(rules.Window, rules.Parties);
    private readonly HashSet<string> failedInARow = new(StringComparer.Ordinal);
    private BreakerState state;
    private long era;
    private int failures;
    private int failedProbes;
    private int successes;
    private bool probing;
    private TimeSpan until;
    private TimeSpan usedAt;

    private TimeSpan Now => clock.GetElapsedTime(origin);

    /// <summary>A pass, or how long to wait before asking again.</summary>
    public (BreakerPass? Pass, TimeSpan Wait) Enter()
    {
        BreakerState before;
        BreakerState after;
        (BreakerPass?, TimeSpan) answer;
        lock (gate)
        {
            before = state;
            usedAt = Now;
            if (state == BreakerState.Open && usedAt >= until)
                HalfOpen();
            answer = state switch
            {
                BreakerState.Closed => (new BreakerPass(era, IsProbe: false), TimeSpan.Zero),
                BreakerState.Open => (null, until - usedAt),
                BreakerState.HalfOpen when probing => (null, rules.ProbePatience),
                BreakerState.HalfOpen => (Probe(), TimeSpan.Zero),
            };
            after = state;
        }
        Tell(before, after);
        return answer;
    }

    public void Leave(BreakerPass pass, BreakerSignal signal, string party)
    {
        BreakerState before;
        BreakerState after;
        lock (gate)
        {
            before = state;
            if (pass.Era != era)
                return;
            if (pass.IsProbe)
                EndProbe(signal);
            else
                Count(signal, party);
            after = state;
        }
        Tell(before, after);
    }

    /// <summary>Somebody asks for a try now: an open breaker lets one call through without waiting for its time.</summary>
    public void LetProbeThrough()
    {
        lock (gate)
            until = TimeSpan.Zero;
    }

    public (BreakerState State, TimeSpan Wait, int FailuresInARow) Look()
    {
        lock (gate)
            return (state, state == BreakerState.Open ? Later(until - Now) : TimeSpan.Zero, failures);
    }

    /// <summary>Nothing would be lost with it.</summary>
    public bool IsIdle(TimeSpan since)
    {
        lock (gate)
            return state == BreakerState.Closed && Now - usedAt > since;
    }

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private BreakerPass Probe()
    {
        probing = true;
        return new BreakerPass(era, IsProbe: true);
    }

    private void EndProbe(BreakerSignal signal)
    {
        probing = false;
        if (signal == BreakerSignal.Abandoned)
            return;
        if (signal == BreakerSignal.Failure)
        {
            failedProbes++;
            Open();
        }
        else if (++successes >= BreakerRules.ClosingSuccesses)
            Close();
    }

    private void Count(BreakerSignal signal, string party)
    {
        if (signal is BreakerSignal.Neutral or BreakerSignal.Abandoned)
            return;
        var failed = signal == BreakerSignal.Failure;
        window.Add(Now, failed, party);
        if (!failed)
        {
            failures = 0;
            failedInARow.Clear();
            return;
        }
        failures++;
        if (failedInARow.Count < rules.Parties)
            failedInARow.Add(party);
        if (FailsInARow() || FailsTooOften())
            Open();
    }

    private bool FailsInARow() => failures >= rules.Failures && failedInARow.Count >= rules.Parties;

    private bool FailsTooOften()
    {
        var (calls, failed, parties) = window.Sum(Now);
        return calls >= BreakerRules.MinimumCalls && failed >= rules.Ratio * calls && parties >= rules.Parties;
    }

    private void Open()
    {
        era++;
        state = BreakerState.Open;
        var longest = rules.Open > BreakerRules.LongestOpen ? rules.Open : BreakerRules.LongestOpen;
        var length = rules.Open * Math.Pow(2, Math.Min(failedProbes, 30));
        until = Now + ((length < longest ? length : longest) * (1 + (BreakerRules.Spread * ((2 * random()) - 1))));
    }

    private void HalfOpen()
    {
        state = BreakerState.HalfOpen;
        successes = 0;
        probing = false;
    }

    private void Close()
    {
        era++;
        state = BreakerState.Closed;
        failures = 0;
        failedProbes = 0;
        failedInARow.Clear();
        window.Clear();
    }

    private void Tell(BreakerState before, BreakerState after)
    {
        if (before != after)
            changed?.Invoke(before, after);
    }
}
