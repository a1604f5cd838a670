using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// When the node stops, its clients are asked to come again, spread over time so that the other nodes are not stormed; who is still here at the
/// end is cut off with a close message (S-5.2).
/// </summary>
internal sealed class ConnectionDrain(LiveConnections live, NodeState node, TaskFlowOptions options) : IHostedService
{
    /// <summary>So many may come back per second.</summary>
    private const int PerSecond = 25;

    /// <summary>Share of the drain in which they are asked to; the rest is for those who are late.</summary>
    private const double Share = 2.0 / 3;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        node.Draining.Register(AskToLeave);
        node.Closing.Register(Close);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>One that was let in just before, and has arrived after the others were asked.</summary>
    public void Welcome(LiveConnection connection)
    {
        if (node.Phase == NodePhase.Draining)
            AskToLeave(connection, TimeSpan.Zero);
    }

    private void AskToLeave()
    {
        var connections = live.All;
        var spread = TimeSpan.FromSeconds(Math.Min((double)connections.Count / PerSecond, options.Realtime.Drain.TotalSeconds * Share));
        foreach (var connection in connections)
            AskToLeave(connection, spread);
    }

    private void AskToLeave(LiveConnection connection, TimeSpan spread)
    {
        connection.IsAskedToLeave = true;
        connection.Say(
            "server_shutting_down",
            new ShuttingDown((int)options.Realtime.Drain.TotalSeconds, Random.Shared.Next(0, (int)spread.TotalMilliseconds + 1))
        );
    }

    private void Close()
    {
        foreach (var connection in live.All)
            connection.End("drain");
    }
}

/// <param name="InSeconds">Connections are cut then.</param>
/// <param name="ReconnectAfterMs">When this client should connect anew.</param>
internal sealed record ShuttingDown(int InSeconds, int ReconnectAfterMs);
