using Npgsql;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Demo;
using TaskFlow.WebApi.Health;

namespace TaskFlow.WebApi.Hosting;

/// <summary>
/// Opens the node for traffic once everything has started, and in Development prints what a person or a script waits for
/// (configuration.md): the database, the demo account, and the ready line only when readiness is 200.
/// </summary>
internal sealed class Announcement(
    NodeState node,
    NodeDatabase database,
    NpgsqlDataSource source,
    DependencyMonitor monitor,
    ReadinessCheck readiness,
    TaskFlowOptions options,
    IHostEnvironment environment,
    TimeProvider time,
    DemoData demo
) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await WarmPoolAsync(cancellationToken);
        await monitor.FirstLook.WaitAsync(cancellationToken);
        node.Serve();
        if (environment.IsDevelopment() && options.Roles.HasFlag(NodeRoles.Api))
            _ = AnnounceAsync(node.Draining);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The first requests find open connections instead of each making one.</summary>
    private async Task WarmPoolAsync(CancellationToken cancellationToken)
    {
        var connections = await Task.WhenAll(
            Enumerable.Range(0, options.Database.MinPool).Select(_ => source.OpenConnectionAsync(cancellationToken).AsTask())
        );
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        while (readiness.Report().Status is HealthReport.Unavailable)
            await Task.Delay(Pause, time, cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var lines = new List<string>
        {
            $"Database: Host={connection.Host};Port={connection.Port};Username={connection.Username};Database={connection.Database}",
        };
        if (demo.Owner is { } owner)
            lines.Add($"Demo: {owner} / {DemoData.Password}");
        lines.Add($"TaskFlow is ready at {options.PublicUrl.GetLeftPart(UriPartial.Authority)}");
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
    }
}
