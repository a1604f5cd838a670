using Npgsql;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>The pool and the time limits of C-2.1 and S-6.1, put on a connection string.</summary>
internal static class DatabaseConnection
{
    /// <summary>A writer that waits longer for a row than this answers 503 instead (reliability.md C-2).</summary>
    private const int LockTimeoutSeconds = 2;

    private const int IdleInTransactionSeconds = 15;

    public static string For(DatabaseOptions options, string connectionString)
    {
        var statement = (int)options.StatementTimeout.TotalMilliseconds;
        var settings =
            $"-c statement_timeout={statement} -c lock_timeout={LockTimeoutSeconds}s -c idle_in_transaction_session_timeout={IdleInTransactionSeconds}s -c synchronous_commit=on -c plan_cache_mode=force_generic_plan";
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "taskflow-web",
            MinPoolSize = options.MinPool,
            MaxPoolSize = options.MaxPool,
            Timeout = Math.Max(1, (int)options.PoolWait.TotalSeconds),
            ConnectionIdleLifetime = (int)options.IdleLifetime.TotalSeconds,
            ConnectionLifetime = (int)options.Lifetime.TotalSeconds,
            // The client gives up after the server should have.
            CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 2,
            CancellationTimeout = 2000,
            KeepAlive = 30,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 3,
            // Tenancy is set by every statement or transaction itself, so there is nothing to reset between users of a connection.
            NoResetOnClose = true,
            Options = settings,
        }.ConnectionString;
    }
}
