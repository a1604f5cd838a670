using System.Diagnostics;
using System.Globalization;
using Polly;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>
/// Behind the headers of an answer: reads its body within the limits and has the provider's class judge it, so that a body that never ends counts
/// for the breaker like a host that never answers. One span per try, with its class (C-5).
/// </summary>
internal sealed class AnswerStrategy(ResiliencePolicy policy, TimeProvider clock) : ResilienceStrategy<Attempt>
{
    private static readonly ActivitySource Spans = new(ResilienceMetrics.Name);

    private readonly CappedBody body = new(policy.AttemptTimeout, policy.TotalTimeout, clock);

    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback,
        ResilienceContext context,
        TState state
    )
    {
        var call = OutgoingPipelines.CallOf(context);
        using var span = Spans.StartActivity(string.Create(CultureInfo.InvariantCulture, $"try {call.Dependency}"), ActivityKind.Client);
        span?.SetTag("server.address", call.Host);
        var outcome = await callback(context, state);
        if (outcome is { Exception: null, Result: { Verdict: null, Response: { } response } })
            outcome = Outcome.FromResult(await JudgeAsync(call, response, context.CancellationToken));
        span?.SetTag("taskflow.outcome", ResilienceMetrics.NameOf(outcome.Exception is null ? outcome.Result.Outcome : null));
        return outcome;
    }

    private async Task<Attempt> JudgeAsync(OutgoingCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var reading = default(BodyReading);
        if (call.Body == BodyUse.Always || (call.Body == BodyUse.OfRefusals && !response.IsSuccessStatusCode))
            reading = await ReadAsync(call, response, cancellationToken);
        if (reading.TimedOut)
            ResilienceMetrics.CountTimeout(call.Dependency, "body");
        if (reading.Flaw is { } flaw && response.IsSuccessStatusCode)
        {
            response.Dispose();
            return new Attempt(new SendOutcome.Ambiguous(flaw));
        }
        var answer = new ProviderAnswer(response.StatusCode, response.Headers, reading.Bytes, clock.GetUtcNow());
        return new Attempt(call.Read(answer), response);
    }

    private async Task<BodyReading> ReadAsync(OutgoingCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(response.Content, cancellationToken);
        }
        catch (OperationCanceledException) when (!call.Caller.IsCancellationRequested)
        {
            return new BodyReading(default, "The body of the answer came too slowly.", TimedOut: true);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
