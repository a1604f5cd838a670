using System.Collections.Frozen;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>
/// The one way a call takes to the outside world, from the outside in: total time-out, quick retries of what was not sent, breakers, judgement of
/// the answer, time-out of one try (C-1.3; ADR 0023).
/// </summary>
internal sealed class OutgoingPipelines
{
    private static readonly ResiliencePropertyKey<OutgoingCall> Call = new("taskflow.call");

    private readonly FrozenDictionary<ExternalDependency, ResiliencePipeline<Attempt>> pipelines;
    private readonly TimeProvider clock;

    public OutgoingPipelines(TaskFlowOptions options, Circuits circuits, TimeProvider clock)
    {
        this.clock = clock;
        pipelines = Enum.GetValues<ExternalDependency>()
            .ToFrozenDictionary(one => one, one => Build(options.Resilience.For(one), circuits, clock));
    }

    public static OutgoingCall CallOf(ResilienceContext context) => context.Properties.GetValue(Call, defaultValue: null!);

    /// <summary>Runs <paramref name="attempt"/> once or, while it is not sent, a few times. Throws only on cancellation.</summary>
    public async Task<Attempt> RunAsync(OutgoingCall call, Func<CancellationToken, ValueTask<Attempt>> attempt, CancellationToken caller)
    {
        var began = clock.GetTimestamp();
        var context = ResilienceContextPool.Shared.Get(caller);
        Attempt? result = null;
        try
        {
            context.Properties.Set(Call, call with { Caller = caller });
            result = await pipelines[call.Dependency].ExecuteAsync(static (c, run) => run(c.CancellationToken), context, attempt);
        }
        catch (TimeoutRejectedException)
        {
            // Only the pause between two tries runs into it, and these follow on what was not sent.
            ResilienceMetrics.CountTimeout(call.Dependency, "total");
            result = new Attempt(new SendOutcome.NotSent("No try succeeded in time."));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            ResilienceMetrics.CountCall(call.Dependency, result?.Outcome, clock.GetElapsedTime(began));
        }
        return result.Value;
    }

    private static ResiliencePipeline<Attempt> Build(ResiliencePolicy policy, Circuits circuits, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock };
        builder.AddTimeout(policy.TotalTimeout);
        if (policy.Retries > 0)
            builder.AddRetry(Retries(policy, circuits));
        return builder
            .AddStrategy(_ => new CircuitStrategy(circuits))
            .AddStrategy(_ => new AnswerStrategy(policy, clock))
            .AddTimeout(policy.AttemptTimeout)
            .Build();
    }

    private static RetryStrategyOptions<Attempt> Retries(ResiliencePolicy policy, Circuits circuits) =>
        new()
        {
            MaxRetryAttempts = policy.Retries,
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome is { Exception: null, Result.MayBeRepeatedAtOnce: true }
                        // Asked after the last try too, which must not cost the host a token.
                        && args.AttemptNumber < policy.Retries
                        && circuits.BudgetOf(CallOf(args.Context)).TryTake()
                ),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Pause(policy, args.AttemptNumber)),
            OnRetry = args =>
            {
                ResilienceMetrics.CountRetry(CallOf(args.Context).Dependency);
                return default;
            },
        };

    private static TimeSpan Pause(ResiliencePolicy policy, int retry)
    {
        var pause = policy.FirstDelay * Math.Pow(2, Math.Min(retry, 30));
        var spread = 1 + (policy.Jitter * ((2 * Random.Shared.NextDouble()) - 1));
        return (pause < policy.MaxDelay ? pause : policy.MaxDelay) * spread;
    }
}
