using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Support;

/// <summary>
/// One real PostgreSQL per test run, from the binaries that ship with TaskFlow, on a free port and without forcing anything to disk.
/// A template is prepared once (migrated) and cloned per test class, which takes tens of milliseconds.
/// </summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster>> Instance = new(StartAsync);
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "taskflow-tests");

    /// <summary>Where the binaries of every run are kept.</summary>
    public static string BinariesCache => Path.Combine(Root, "cache");

    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new(StringComparer.Ordinal);
    private readonly PostgresServer server;
    private int clones;

    private PostgresCluster(PostgresServer server) => this.server = server;

    /// <summary>Prepares a template once per run; later and concurrent calls wait for the first.</summary>
    /// <param name="templateName">A lower-case name without quotes, <c>app</c> for example.</param>
    /// <param name="prepare">Gets a connection string of the role <c>taskflow</c>, which owns the new database.</param>
    public static async Task EnsureTemplateAsync(string templateName, Func<string, Task> prepare)
    {
        var cluster = await Instance.Value;
        await cluster.templates.GetOrAdd(templateName, name => new Lazy<Task>(() => cluster.PrepareAsync(name, prepare))).Value;
    }

    /// <summary>A fresh database for one test class.</summary>
    /// <param name="templateName">A template of <see cref="EnsureTemplateAsync"/>, or null for an empty database with the extensions.</param>
    /// <returns>A connection string of the role <c>taskflow</c>.</returns>
    public static async Task<string> CreateDatabaseAsync(string? templateName = null)
    {
        var cluster = await Instance.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref cluster.clones)}");
        if (templateName is null)
            return await cluster.CreateEmptyAsync(name);
        await cluster.ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {templateName} OWNER {EmbeddedPostgres.Role}");
        return cluster.ConnectionFor(EmbeddedPostgres.Role, name).ConnectionString;
    }

    /// <summary>A superuser's connection string to the same database, for tests that break things on purpose.</summary>
    public static string AsSuperuser(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = "postgres" }.ConnectionString;

    private async Task PrepareAsync(string name, Func<string, Task> prepare)
    {
        var connectionString = await CreateEmptyAsync(name);
        await prepare(connectionString);
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync("postgres", $"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await ExecuteAsync("postgres", $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private async Task<string> CreateEmptyAsync(string name)
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} OWNER {EmbeddedPostgres.Role}");
        await ExecuteAsync(name, ApplicationDatabase.Extensions);
        return ConnectionFor(EmbeddedPostgres.Role, name).ConnectionString;
    }

    private Task ExecuteAsync(string database, string sql) =>
        ApplicationDatabase.ExecuteAsync(ConnectionFor("postgres", database), sql, CancellationToken.None);

    private NpgsqlConnectionStringBuilder ConnectionFor(string user, string database) =>
        new()
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Username = user,
            Database = database,
            IncludeErrorDetail = true,
        };

    private static async Task<PostgresCluster> StartAsync()
    {
        RemoveLeftovers();
        var home = Path.Combine(Root, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(home);
        var directory = Path.Combine(home, "postgres");
        var binaries = await PostgresBinaries.FetchAsync(BinariesCache, CancellationToken.None);
        var account = await ServerAccount.ChooseAsync(CancellationToken.None);
        await new ClusterFiles(binaries, account, directory).CreateAsync(superuserPassword: null, CancellationToken.None);
        var port = FreePort.Choose(wanted: null);
        var launch = new PostgresLaunch(binaries, account, directory, port, PostgresSettings.Disposable(port));
        var probe = $"Host=127.0.0.1;Port={PostgresLaunch.PortText(port)};Username=postgres;Database=postgres;Pooling=false";
        var started = await PostgresServer.StartAsync(
            launch,
            token => PostgresServer.AcceptsAsync(probe, token),
            NullLogger.Instance,
            CancellationToken.None
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(started, home);
        var cluster = new PostgresCluster(started);
        await ApplicationDatabase.EnsureAsync(cluster.ConnectionFor("postgres", "postgres"), password: null, CancellationToken.None);
        return cluster;
    }

    private static void Remove(PostgresServer server, string home)
    {
        server.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        server.Dispose();
        Directory.Delete(home, recursive: true);
    }

    /// <summary>Runs that were killed leave their directory; their server went with its lifeline.</summary>
    private static void RemoveLeftovers()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var home in Directory.EnumerateDirectories(Root))
        {
            var abandoned =
                int.TryParse(Path.GetFileName(home), NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
                && !ProcessTable.IsAlive(owner);
            if (abandoned && ProcessTable.OfCluster(Path.Combine(home, "postgres")).Count == 0)
                RemoveLeftover(home);
        }
    }

    private static void RemoveLeftover(string home)
    {
        try
        {
            Directory.Delete(home, recursive: true);
        }
        catch (IOException)
        {
            // Another run removes it at the same moment; what both leave goes next time.
        }
    }
}
