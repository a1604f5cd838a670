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

    private readonly DirectoryOwner _owner;
    private readonly PostgresServer _server;
    private readonly ClusterSecrets _secrets;
    private bool _stopped;

    private EmbeddedPostgres(DirectoryOwner owner, PostgresServer server, ClusterSecrets secrets) =>
        (_owner, _server, _secrets) = (owner, server, secrets);

    /// <summary>For the application's role.</summary>
    public string ConnectionString => ConnectionFor(Role, _secrets.ApplicationPassword, Role, _server.Port).ConnectionString;

    /// <summary>For backups, which the application's role may not take.</summary>
    internal string SuperuserConnectionString => ConnectionFor("postgres", _secrets.SuperuserPassword, Role, _server.Port).ConnectionString;

    internal PostgresServer Server => _server;

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
        var owner = await DirectoryOwner.TakeAsync(root, cancellationToken);
        try
        {
            var binaries = await PostgresBinaries.FetchAsync(Path.Combine(root, "cache"), cancellationToken);
            var account = await ServerAccount.ChooseAsync(cancellationToken);
            await account.RequireReachableAsync(binaries.Postgres, cancellationToken);
            await new Predecessor(directory, logger).ClearAsync(cancellationToken);
            var files = new ClusterFiles(binaries, account, directory);
            var secrets = await PrepareAsync(files, root, directory, logger, cancellationToken);
            await files.WriteAccessRulesAsync(trustLocalClients, cancellationToken);
            await account.GrantAsync(directory, cancellationToken);
            var server = await LaunchAsync(binaries, account, directory, secrets, logger, cancellationToken);
            return await FinishAsync(owner, server, secrets, root, cancellationToken);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Tells a successor on the same directory to wait; called when the application begins to stop.</summary>
    public void AnnounceStop()
    {
        if (!_stopped)
            _owner.AnnounceStop();
    }

    /// <summary>Shuts PostgreSQL down cleanly; the last thing a stopping application does. A second call does nothing.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_stopped)
            return;
        AnnounceStop();
        _stopped = true;
        await _server.StopAsync(cancellationToken);
        _server.Dispose();
        _owner.Dispose();
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
        var secrets = await ClusterSecrets.ReadAsync(SecretsFile(root), cancellationToken);
        if (secrets?.Port is not { } port)
            throw new EmbeddedPostgresException($"PostgreSQL in '{root}' is still starting; try again.");
        return (
            ConnectionFor(Role, secrets.ApplicationPassword, Role, port).ConnectionString,
            ConnectionFor("postgres", secrets.SuperuserPassword, Role, port).ConnectionString
        );
    }

    internal static string SecretsFile(string root) => Path.Combine(root, "postgres.json");

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
            var secrets = stored ?? ClusterSecrets.Create();
            await secrets.WriteAsync(SecretsFile(root), cancellationToken);
            await files.CreateAsync(secrets.SuperuserPassword, cancellationToken);
            return secrets;
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
            return new EmbeddedPostgres(owner, server, kept);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Port {Port} was taken by another program; trying another")]
    private static partial void LogPortTaken(ILogger logger, int port);
}
