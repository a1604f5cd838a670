using System.Diagnostics;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>Clients of the outside world, one per dependency: bounded in everything a stranger could draw out.</summary>
internal sealed class OutgoingHttp(TaskFlowOptions options, OutgoingPipelines pipelines)
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);
    private const int HeadersCapInKibibytes = 64;
    private const int DrainCap = 64 * 1024;

    /// <param name="dependency">Whose time-outs apply.</param>
    /// <param name="connect">Opens connections where not every address may be connected to.</param>
    public HttpClient ClientOf(
        ExternalDependency dependency,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null
    )
    {
        var socket = new SocketsHttpHandler
        {
            ConnectTimeout = options.Resilience.For(dependency).ConnectTimeout,
            ConnectCallback = connect,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = ConnectionIdle,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect to whatever it is told; base addresses are what operators point elsewhere.
            UseProxy = false,
            MaxResponseHeadersLength = HeadersCapInKibibytes,
            MaxResponseDrainSize = DrainCap,
            ResponseDrainTimeout = DrainTime,
            // Spans are made, but third parties do not get their ids (C-5).
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
        return new HttpClient(new ResilienceHandler(pipelines) { InnerHandler = socket })
        {
            // The pipeline has the time-outs; this one would not cover bodies.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}

internal static class OutgoingCalls
{
    /// <summary>Sends and tells what came of it. Throws only on cancellation.</summary>
    public static async Task<SendOutcome> CallAsync(
        this HttpClient client,
        HttpRequestMessage request,
        OutgoingCall call,
        CancellationToken cancellationToken
    )
    {
        call.AttachTo(request);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return request.Options.TryGetValue(OutgoingCall.Outcome, out var outcome)
                ? outcome
                : throw new InvalidOperationException("The client has no ResilienceHandler.");
        }
        catch (CallFailedException failure)
        {
            return failure.Outcome;
        }
    }
}
