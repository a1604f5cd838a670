using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>What a try says about the host, apart from what it says about the message.</summary>
internal enum BreakerSignal
{
    /// <summary>The caller gave up: nothing was learnt.</summary>
    Abandoned,

    Success,

    Failure,

    /// <summary>The host answers and is right to refuse: no reason to spare it.</summary>
    Neutral,
}

/// <summary>How one answer is to be taken: by whoever waits for the outcome, and by the breaker.</summary>
internal readonly record struct Verdict(SendOutcome Outcome, BreakerSignal Signal)
{
    /// <summary>The breaker's column of the table C-1.1.</summary>
    public static implicit operator Verdict(SendOutcome outcome) =>
        new(
            outcome,
            outcome switch
            {
                SendOutcome.Delivered => BreakerSignal.Success,
                SendOutcome.NotSent or SendOutcome.Ambiguous => BreakerSignal.Failure,
                _ => BreakerSignal.Neutral,
            }
        );
}

/// <summary>One run through the innermost part of the pipeline.</summary>
/// <param name="Response">The answer, if one came; not judged yet while <paramref name="Verdict"/> is null.</param>
internal readonly record struct Attempt(Verdict? Verdict, HttpResponseMessage? Response = null)
{
    public SendOutcome? Outcome => Verdict?.Outcome;

    /// <summary>Only what never reached the receiver is tried again at once; everything else is the deliverer's to schedule (C-1.2).</summary>
    public bool MayBeRepeatedAtOnce => Verdict is { Outcome: SendOutcome.NotSent, Signal: BreakerSignal.Failure };
}
