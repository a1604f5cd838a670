using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>
/// The PostgreSQL that TaskFlow brings along: real binaries, data in <c>&lt;Data&gt;/postgres</c>, loopback only.
/// It is owned by one process, outlives none (configuration.md, "Life of the embedded PostgreSQL"), and recovers after <c>kill -9</c> of everything.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Login and database of the application: owner of the schema, no superuser, bound by row-level security.</summary>
    public const string Role = "taskflow";

    private const int StartAttempts = 3;

    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly DirectoryOwner owner;
    private readonly ClusterSecrets secrets;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;
    private PostgresServer server;
    private bool stopped;

    private EmbeddedPostgres(DirectoryOwner owner, PostgresServer server, ClusterSecrets secrets, ILogger logger)
    {
        (this.owner, this.server, this.secrets, this.logger) = (owner, server, secrets, logger);
        keeping = KeepRunningAsync();
    }

    /// <summary>For the application's role.</summary>
    public string ConnectionString => ConnectionFor(Role, secrets.ApplicationPassword, Role, server.Port).ConnectionString;

    /// <summary>For backups, which the application's role may not take.</summary>
    internal string SuperuserConnectionString => ConnectionFor("postgres", secrets.SuperuserPassword, Role, server.Port).ConnectionString;

    internal PostgresServer Server => server;

    /// <summary>Starts PostgreSQL on a data directory, creating and repairing what is needed.</summary>
    /// <param name="data">TaskFlow's <c>Data</c> directory.</param>
    /// <param name="trustLocalClients">Lets local programs sign in as <see cref="Role"/> without a password; for Development.</param>
    /// <param name="logger">Told what is fetched, created and recovered.</param>
    /// <param name="cancellationToken">Gives up; nothing keeps running.</param>
    /// <exception cref="EmbeddedPostgresException">With what the operator can do about it.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string data,
        bool trustLocalClients,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var root = Path.GetFullPath(data);
        var directory = ClusterDirectory(root);
        Directory.CreateDirectory(root);
        var directoryOwner = await DirectoryOwner.TakeAsync(root, cancellationToken);
        try
        {
            var binaries = await PostgresBinaries.FetchAsync(Path.Combine(root, "cache"), cancellationToken);
            var account = await ServerAccount.ChooseAsync(cancellationToken);
            await account.RequireReachableAsync(binaries.Postgres, cancellationToken);
            await new Predecessor(directory, logger).ClearAsync(cancellationToken);
            var files = new ClusterFiles(binaries, account, directory);
            var passwords = await PrepareAsync(files, root, directory, logger, cancellationToken);
            await files.WriteAccessRulesAsync(trustLocalClients, cancellationToken);
            await account.GrantAsync(directory, cancellationToken);
            var started = await LaunchAsync(binaries, account, directory, passwords, logger, cancellationToken);
            return await FinishAsync(directoryOwner, started, passwords, root, logger, cancellationToken);
        }
        catch
        {
            directoryOwner.Dispose();
            throw;
        }
    }

    /// <summary>Tells a successor on the same directory to wait; called when the application begins to stop.</summary>
    public void AnnounceStop()
    {
        if (!stopped)
            owner.AnnounceStop();
    }

    /// <summary>Shuts PostgreSQL down cleanly; the last thing a stopping application does. A second call does nothing.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (stopped)
            return;
        AnnounceStop();
        stopped = true;
        await stopping.CancelAsync();
        await keeping;
        await server.StopAsync(cancellationToken);
        stopping.Dispose();
        server.Dispose();
        owner.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Where the cluster of a <c>Data</c> directory lies.</summary>
    internal static string ClusterDirectory(string data) => Path.Combine(Path.GetFullPath(data), "postgres");

    /// <summary>Connection strings to the cluster of a directory that another process runs.</summary>
    internal static async Task<(string Application, string Superuser)> ConnectionStringsAsync(
        string root,
        CancellationToken cancellationToken
    )
    {
        var stored = await ClusterSecrets.ReadAsync(SecretsFile(root), cancellationToken);
        if (stored?.Port is not { } port)
            throw new EmbeddedPostgresException($"PostgreSQL in '{root}' is still starting; try again.");
        return (
            ConnectionFor(Role, stored.ApplicationPassword, Role, port).ConnectionString,
            ConnectionFor("postgres", stored.SuperuserPassword, Role, port).ConnectionString
        );
    }

    internal static string SecretsFile(string root) => Path.Combine(root, "postgres.json");

    /// <summary>A server that somebody else ended (the kernel, for its memory) comes back; until then readiness says no.</summary>
    private async Task KeepRunningAsync()
    {
        while (true)
        {
            try
            {
                await server.EndedAsync(stopping.Token);
                LogEnded(logger);
                var again = await server.StartAgainAsync(stopping.Token);
                server.Dispose();
                server = again;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (EmbeddedPostgresException failure)
            {
                LogNotAgain(logger, failure.Message);
                await Task.Delay(RestartPause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static async Task<ClusterSecrets> PrepareAsync(
        ClusterFiles files,
        string root,
        string directory,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var stored = await ClusterSecrets.ReadAsync(SecretsFile(root), cancellationToken);
        if (!Directory.Exists(directory))
        {
            LogCreating(logger, directory);
            var created = stored ?? ClusterSecrets.Create();
            await created.WriteAsync(SecretsFile(root), cancellationToken);
            await files.CreateAsync(created.SuperuserPassword, cancellationToken);
            return created;
        }
        var version = Path.Combine(directory, "PG_VERSION");
        var major = File.Exists(version) ? (await File.ReadAllTextAsync(version, cancellationToken)).Trim() : "nothing known";
        if (!string.Equals(major, PostgresBinaries.MajorVersion, StringComparison.Ordinal))
            throw new EmbeddedPostgresException(
                $"'{directory}' holds PostgreSQL {major}, this TaskFlow brings {PostgresBinaries.MajorVersion}; restore a backup into a new --data."
            );
        return stored
            ?? throw new EmbeddedPostgresException(
                $"'{SecretsFile(root)}' with the passwords of '{directory}' is missing; restore it from a backup."
            );
    }

    /// <summary>Another program may take the chosen port between our look and the server's start; then a new one is tried.</summary>
    private static async Task<PostgresServer> LaunchAsync(
        PostgresBinaries binaries,
        ServerAccount account,
        string directory,
        ClusterSecrets secrets,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Choose(attempt == 1 ? secrets.Port : null);
            var launch = new PostgresLaunch(binaries, account, directory, port, PostgresSettings.Durable(port));
            var probe = ConnectionFor("postgres", secrets.SuperuserPassword, "postgres", port);
            probe.Pooling = false;
            probe.Timeout = 5;
            try
            {
                return await PostgresServer.StartAsync(
                    launch,
                    token => PostgresServer.AcceptsAsync(probe.ConnectionString, token),
                    logger,
                    cancellationToken
                );
            }
            catch (EmbeddedPostgresException) when (attempt < StartAttempts && FreePort.Choose(port) != port)
            {
                LogPortTaken(logger, port);
            }
        }
    }

    private static async Task<EmbeddedPostgres> FinishAsync(
        DirectoryOwner owner,
        PostgresServer server,
        ClusterSecrets secrets,
        string root,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var kept = secrets with { Port = server.Port };
            if (kept.Port != secrets.Port)
                await kept.WriteAsync(SecretsFile(root), cancellationToken);
            var superuser = ConnectionFor("postgres", kept.SuperuserPassword, "postgres", server.Port);
            await ApplicationDatabase.EnsureAsync(superuser, kept.ApplicationPassword, cancellationToken);
            return new EmbeddedPostgres(owner, server, kept, logger);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static NpgsqlConnectionStringBuilder ConnectionFor(string user, string password, string database, int port) =>
        new()
        {
            Host = "127.0.0.1",
            Port = port,
            Username = user,
            Password = password,
            Database = database,
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "Creating a PostgreSQL cluster in {Directory}")]
    private static partial void LogCreating(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL ended although nobody here asked for it; starting it again")]
    private static partial void LogEnded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL could not be started again, the next attempt follows: {Reason}")]
    private static partial void LogNotAgain(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Port {Port} was taken by another program; trying another")]
    private static partial void LogPortTaken(ILogger logger, int port);
}
