using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>One span and one measurement for every message: name, duration, outcome (C-5.2).</summary>
internal sealed class TracingBehavior<TRequest, TResponse>(TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var name = typeof(TRequest).Name;
        using var span = Pipeline.Source.StartActivity(name);
        var started = clock.GetTimestamp();
        var outcome = "exception";
        try
        {
            var response = await next();
            outcome = response.Refusal?.Code ?? "ok";
            return response;
        }
        finally
        {
            span?.SetTag("taskflow.outcome", outcome);
            if (outcome is "exception")
                span?.SetStatus(ActivityStatusCode.Error);
            var tags = new TagList { { "message", name }, { "outcome", outcome } };
            Pipeline.Duration.Record(clock.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}

/// <summary>The names under which the pipeline reports itself.</summary>
public static class Pipeline
{
    public const string Name = "TaskFlow.Pipeline";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "taskflow.message.duration",
        "s",
        "Time a message took, by message and outcome: ok, exception, or the code of the refusal."
    );
}
