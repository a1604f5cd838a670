using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.WebApi.Hosting;

/// <summary>The PostgreSQL this node works with: the configured one, or the embedded one, which lives as long as this object.</summary>
public sealed class NodeDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    private NodeDatabase(string connectionString, EmbeddedPostgres? embedded) =>
        (ConnectionString, this.embedded) = (connectionString, embedded);

    public string ConnectionString { get; }

    /// <summary>Disposed after everything that uses it: PostgreSQL stops last.</summary>
    /// <exception cref="EmbeddedPostgresException">The embedded PostgreSQL cannot run; the message is for the operator.</exception>
    public static async Task<NodeDatabase> StartAsync(
        TaskFlowOptions options,
        IHostEnvironment environment,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        if (!options.UsesEmbeddedDatabase)
            return new NodeDatabase(options.Database.Connection, embedded: null);
        var started = await EmbeddedPostgres.StartAsync(options.Data, environment.IsDevelopment(), logger, cancellationToken);
        return new NodeDatabase(started.ConnectionString, started);
    }

    /// <summary>A successor on the same data directory waits from now on instead of refusing to start.</summary>
    public void AnnounceStop() => embedded?.AnnounceStop();

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
