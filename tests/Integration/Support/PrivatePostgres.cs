using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Support;

/// <summary>A durable PostgreSQL that belongs to one test, so that it may be killed and started again under several nodes.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private PostgresServer server;

    private PrivatePostgres(PostgresServer server) => this.server = server;

    /// <summary>For nodes.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={server.Port};Username={EmbeddedPostgres.Role};Database={EmbeddedPostgres.Role}";

    /// <summary>For looking behind them.</summary>
    public string Superuser => $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={EmbeddedPostgres.Role}";

    public static async Task<PrivatePostgres> StartAsync(string home)
    {
        var directory = Path.Combine(home, "postgres");
        var binaries = await PostgresBinaries.FetchAsync(PostgresCluster.BinariesCache, CancellationToken.None);
        var account = await ServerAccount.ChooseAsync(CancellationToken.None);
        await new ClusterFiles(binaries, account, directory).CreateAsync(superuserPassword: null, CancellationToken.None);
        var port = FreePort.Choose(wanted: null);
        var launch = new PostgresLaunch(binaries, account, directory, port, PostgresSettings.Durable(port));
        var maintenance = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";
        var started = await PostgresServer.StartAsync(
            launch,
            token => PostgresServer.AcceptsAsync(maintenance, token),
            NullLogger.Instance,
            CancellationToken.None
        );
        await ApplicationDatabase.EnsureAsync(new NpgsqlConnectionStringBuilder(maintenance), password: null, CancellationToken.None);
        return new PrivatePostgres(started);
    }

    /// <summary>In good order: every connection is ended.</summary>
    public async Task RestartAsync()
    {
        await server.StopAsync(CancellationToken.None);
        await StartAgainAsync();
    }

    /// <summary>kill -9 of the postmaster; what it leaves recovers.</summary>
    public async Task KillAndStartAsync()
    {
        await Command.SignalAsync(server.ProcessId, "KILL", CancellationToken.None);
        await server.EndedAsync(CancellationToken.None);
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(CancellationToken.None);
        server.Dispose();
    }

    private Task StartAgainAsync() =>
        Eventually.BeTrueAsync(
            async () =>
            {
                try
                {
                    var again = await server.StartAgainAsync(CancellationToken.None);
                    server.Dispose();
                    server = again;
                    return true;
                }
                catch (EmbeddedPostgresException)
                {
                    // What the old one left still holds its memory.
                    return false;
                }
            },
            StartPatience,
            "PostgreSQL is there again"
        );
}
