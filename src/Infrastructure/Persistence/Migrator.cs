using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Infrastructure.Persistence.Migrations;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// Brings the schema up to this release: EF Core's migrator under a session lock of our own (EF's ends with the first migration that leaves
/// its transaction, and two nodes collide), with a checksum for every applied file.
/// </summary>
public static partial class Migrator
{
    /// <summary>
    /// The schema this release writes, and the oldest it runs with. A release works before and after its own migrations; all so far are the
    /// first release's, so there is none to upgrade from yet (ADR 0011).
    /// </summary>
    public const int CurrentSchema = 16;

    public const int OldestSchema = CurrentSchema;

    private const long LockKey = 0x7461736B666C6F77;

    /// <exception cref="MigrationException">The database was migrated by other files than these; nothing was changed.</exception>
    public static async Task MigrateAsync(AppDbContext context, ILogger logger, CancellationToken cancellationToken)
    {
        // A clone keeps the password, which the context's connection string does not show. Not pooled: a pooled connection is reset when it
        // is next used, so its session lock would outlive us and keep every other node from starting.
        var unpooled = new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString()) { Pooling = false };
        await using var guard = ((NpgsqlConnection)context.Database.GetDbConnection()).CloneWith(unpooled.ConnectionString);
        await guard.OpenAsync(cancellationToken);
        await ExecuteAsync(
            guard,
            $"SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock({LockKey})",
            cancellationToken
        );
        await ExecuteAsync(
            guard,
            "CREATE TABLE IF NOT EXISTS schema_checksums (migration text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())",
            cancellationToken
        );
        await VerifyChecksumsAsync(guard, cancellationToken);

        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        foreach (var migration in pending)
            LogApplying(logger, migration);
        // Not one by one: EF takes a migration's name apart by the length of its own date stamps, which ours have not.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await context.Database.MigrateAsync(cancellationToken);

        foreach (var migration in await context.Database.GetAppliedMigrationsAsync(cancellationToken))
            await RecordChecksumAsync(guard, migration, cancellationToken);
    }

    /// <summary>The version of the schema in the database: the number of the newest applied migration, 0 when there is none.</summary>
    public static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" DESC LIMIT 1""",
            connection
        );
        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is string newest
                ? int.Parse(newest.AsSpan(0, 4), CultureInfo.InvariantCulture)
                : 0;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }

    private static async Task VerifyChecksumsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT migration, checksum FROM schema_checksums", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            var number = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
            if (number <= CurrentSchema && MigrationScript.Read(name).Checksum != reader.GetString(1))
                throw new MigrationException(
                    $"The migration {name} was changed after it was applied here. Restore the file; add a new one instead."
                );
        }
    }

    // For every applied one: a crash may have come between a migration and its checksum. Those of a newer release are not ours to record.
    private static async Task RecordChecksumAsync(NpgsqlConnection connection, string migration, CancellationToken cancellationToken)
    {
        if (int.Parse(migration.AsSpan(0, 4), CultureInfo.InvariantCulture) > CurrentSchema)
            return;
        await using var record = new NpgsqlCommand(
            "INSERT INTO schema_checksums (migration, checksum) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            connection
        )
        {
            Parameters =
            {
                new() { Value = migration },
                new() { Value = MigrationScript.Read(migration).Checksum },
            },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying migration {Migration}")]
    private static partial void LogApplying(ILogger logger, string migration);
}
