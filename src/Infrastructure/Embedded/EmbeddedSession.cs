using Microsoft.Extensions.Logging;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>
/// The embedded PostgreSQL for a command of an operator: the running one when an <c>up</c> owns the directory, else one started for the command.
/// </summary>
public sealed class EmbeddedSession : IAsyncDisposable
{
    private readonly EmbeddedPostgres? own;

    private EmbeddedSession(EmbeddedPostgres? own, string connectionString, string superuserConnectionString) =>
        (this.own, ConnectionString, SuperuserConnectionString) = (own, connectionString, superuserConnectionString);

    public string ConnectionString { get; }

    internal string SuperuserConnectionString { get; }

    /// <summary>Whether a data directory holds a cluster already.</summary>
    public static bool Exists(string data) => Directory.Exists(EmbeddedPostgres.ClusterDirectory(data));

    /// <exception cref="EmbeddedPostgresException">There is no cluster in this data directory, or it cannot run.</exception>
    public static async Task<EmbeddedSession> OpenAsync(string data, ILogger logger, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(data);
        if (!Exists(root))
            throw new EmbeddedPostgresException($"There is no TaskFlow database in '{root}'; name the directory with --data.");
        if (DirectoryOwner.IsTaken(root))
        {
            var (application, superuser) = await EmbeddedPostgres.ConnectionStringsAsync(root, cancellationToken);
            return new EmbeddedSession(own: null, application, superuser);
        }
        var started = await EmbeddedPostgres.StartAsync(root, trustLocalClients: false, logger, cancellationToken);
        return new EmbeddedSession(started, started.ConnectionString, started.SuperuserConnectionString);
    }

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
