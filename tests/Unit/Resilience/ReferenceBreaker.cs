using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Unit.Resilience;

/// <summary>The breaker as C-1.3 says it, from a full history and without regard to cost.</summary>
internal sealed class ReferenceBreaker(BreakerRules rules, Func<double> random)
{
    private readonly List<(long Second, bool Failed, string Party)> calls = [];
    private int failedProbes;
    private int goodProbes;
    private bool probing;
    private int period;
    private TimeSpan until;

    public BreakerState State { get; private set; }

    public Dictionary<string, int> Transitions { get; } = new(StringComparer.Ordinal);

    public (int? Period, TimeSpan Wait) Enter(TimeSpan now)
    {
        if (State == BreakerState.Open && now >= until)
            (State, goodProbes, probing) = (BreakerState.HalfOpen, 0, false);
        if (State == BreakerState.Closed)
            return (period, TimeSpan.Zero);
        if (State == BreakerState.Open)
            return (null, until - now);
        if (probing)
            return (null, rules.ProbePatience);
        probing = true;
        return (period, TimeSpan.Zero);
    }

    public void Leave(int ofPeriod, BreakerSignal signal, string party, TimeSpan now)
    {
        if (ofPeriod != period)
            return;
        if (State == BreakerState.HalfOpen)
            LeaveProbe(signal, now);
        else if (signal is BreakerSignal.Success or BreakerSignal.Failure)
            LeaveClosed(signal == BreakerSignal.Failure, party, now);
    }

    public void LetProbeThrough() => until = TimeSpan.Zero;

    private void LeaveProbe(BreakerSignal signal, TimeSpan now)
    {
        probing = false;
        if (signal == BreakerSignal.Failure)
        {
            failedProbes++;
            Open("probe", now);
        }
        else if (signal != BreakerSignal.Abandoned && ++goodProbes == 2)
        {
            (State, failedProbes, period) = (BreakerState.Closed, 0, period + 1);
            calls.Clear();
            Note("close");
        }
    }

    private void LeaveClosed(bool failed, string party, TimeSpan now)
    {
        var second = (long)(now / (rules.Window / 10));
        calls.Add((second, failed, party));
        if (!failed)
            return;
        var run = calls.AsEnumerable().Reverse().TakeWhile(c => c.Failed).ToList();
        var window = calls.Where(c => c.Second > second - 10).ToList();
        if (run.Count >= rules.Failures && Parties(run) >= rules.Parties)
            Open("run", now);
        else if (window.Count >= 10 && window.Count(c => c.Failed) >= rules.Ratio * window.Count && Parties(window) >= rules.Parties)
            Open("ratio", now);
        else if (calls.Count > 2000)
            calls.RemoveRange(0, 1000);
    }

    private static int Parties(IEnumerable<(long Second, bool Failed, string Party)> some) =>
        some.Where(c => c.Failed).Select(c => c.Party).Distinct(StringComparer.Ordinal).Count();

    private void Open(string why, TimeSpan now)
    {
        (State, period) = (BreakerState.Open, period + 1);
        var seconds = Math.Min(300, rules.Open.TotalSeconds * Math.Pow(2, failedProbes));
        until = now + (TimeSpan.FromSeconds(seconds) * (1 + (0.2 * ((2 * random()) - 1))));
        Note(why);
    }

    private void Note(string transition) => Transitions[transition] = Transitions.GetValueOrDefault(transition) + 1;
}
