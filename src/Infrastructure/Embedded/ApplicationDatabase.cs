using Npgsql;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>The role and the database of the application inside a cluster, made by its superuser, who does nothing else.</summary>
internal static class ApplicationDatabase
{
    /// <summary>Extensions that only a superuser may create.</summary>
    public const string Extensions = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements; CREATE EXTENSION IF NOT EXISTS pg_trgm;";

    /// <summary>Makes what is missing; every step may have been cut off by a crash before.</summary>
    /// <param name="superuser">A connection to any database of the cluster.</param>
    /// <param name="password">Password of the application's role; null when the cluster trusts local connections.</param>
    /// <param name="cancellationToken">Stops between the steps.</param>
    public static async Task EnsureAsync(NpgsqlConnectionStringBuilder superuser, string? password, CancellationToken cancellationToken)
    {
        const string role = EmbeddedPostgres.Role;
        var hasRole = await AnyAsync(superuser, $"SELECT 1 FROM pg_roles WHERE rolname = '{role}'", cancellationToken);
        if (!hasRole)
            await ExecuteAsync(superuser, $"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB", cancellationToken);
        if (password is not null)
            await ExecuteAsync(superuser, $"ALTER ROLE {role} PASSWORD '{password}'", cancellationToken);
        await ExecuteAsync(superuser, $"GRANT pg_monitor TO {role}", cancellationToken);
        if (!await AnyAsync(superuser, $"SELECT 1 FROM pg_database WHERE datname = '{role}'", cancellationToken))
            await ExecuteAsync(superuser, $"CREATE DATABASE {role} OWNER {role}", cancellationToken);
        await ExecuteAsync(
            new NpgsqlConnectionStringBuilder(superuser.ConnectionString) { Database = role },
            Extensions,
            cancellationToken
        );
    }

    public static async Task ExecuteAsync(NpgsqlConnectionStringBuilder target, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(target, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> AnyAsync(NpgsqlConnectionStringBuilder target, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(target, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(target.ConnectionString) { Pooling = false }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
