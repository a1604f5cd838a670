using Polly;
using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>The breakers as a step of the pipeline.</summary>
internal sealed class CircuitStrategy(Circuits circuits) : ResilienceStrategy<Attempt>
{
    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback,
        ResilienceContext context,
        TState state
    )
    {
        var (pass, probeAt) = circuits.Enter(OutgoingPipelines.CallOf(context));
        if (pass is not { } entered)
            return Outcome.FromResult(new Attempt(new SendOutcome.Waiting(probeAt)));
        var signal = BreakerSignal.Abandoned;
        try
        {
            var outcome = await callback(context, state);
            signal = outcome.Exception is null ? outcome.Result.Verdict?.Signal ?? BreakerSignal.Abandoned : BreakerSignal.Abandoned;
            return outcome;
        }
        finally
        {
            entered.Leave(signal);
        }
    }
}
