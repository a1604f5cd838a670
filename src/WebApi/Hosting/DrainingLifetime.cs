using System.Runtime.InteropServices;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.WebApi.Hosting;

/// <summary>
/// Takes SIGTERM and SIGINT in place of ConsoleLifetime, which would stop Kestrel at once (S-5.2): first readiness says 503 and answers
/// close their connections, then requests in flight finish and WebSocket clients move to another node, then the host stops. A second Ctrl-C means now.
/// </summary>
internal sealed partial class DrainingLifetime(
    NodeState node,
    TaskFlowOptions options,
    IHostApplicationLifetime application,
    TimeProvider time,
    ILogger<DrainingLifetime> logger
) : IHostLifetime, IDisposable
{
    /// <summary>Without requests for this long, nobody is left to wait for.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>For the close messages of connections that were cut off.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<PosixSignalRegistration> registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP })
            registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!BeginDrain() && context.Signal == PosixSignal.SIGINT)
            application.StopApplication();
    }

    /// <returns>False when draining had begun before.</returns>
    public bool BeginDrain()
    {
        if (!node.Drain())
            return false;
        _ = DrainAsync();
        return true;
    }

    private async Task DrainAsync()
    {
        LogDraining(logger, node.RequestsInFlight, node.ConnectionsOpen);
        var started = time.GetTimestamp();
        var busyUntil = started;
        while (time.GetElapsedTime(started) < options.Realtime.Drain && time.GetElapsedTime(busyUntil) < Quiet)
        {
            if (node.RequestsInFlight > 0 || node.ConnectionsOpen > 0)
                busyUntil = time.GetTimestamp();
            await Task.Delay(Pause, time);
        }
        if (node.RequestsInFlight > 0)
            LogLeft(logger, node.RequestsInFlight);
        await CloseConnectionsAsync();
        application.StopApplication();
    }

    private async Task CloseConnectionsAsync()
    {
        node.Close();
        var closed = time.GetTimestamp();
        while (node.ConnectionsOpen > 0 && time.GetElapsedTime(closed) < ClosePatience)
            await Task.Delay(Pause, time);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Stopping: not ready any more, {Requests} requests in flight, {Connections} live connections"
    )]
    private static partial void LogDraining(ILogger logger, int requests, int connections);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Requests} requests unfinished: the time to drain is over")]
    private static partial void LogLeft(ILogger logger, int requests);
}
