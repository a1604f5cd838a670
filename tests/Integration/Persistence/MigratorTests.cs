using Npgsql;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrate_ByManyNodesAtOnce_AppliesEachMigrationOnce()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Schema.MigrateAsync(database)));
        (await VersionAsync(database)).Should().Be(Migrator.CurrentSchema);
        (await Sql.ScalarAsync(database, """SELECT count(*) FROM "__EFMigrationsHistory" """)).Should().Be($"{Migrator.CurrentSchema}");
        (await Sql.ScalarAsync(database, "SELECT count(*) FROM schema_checksums")).Should().Be($"{Migrator.CurrentSchema}");
    }

    [Fact]
    public async Task Migrate_WhenAnAppliedFileWasChanged_NamesIt_AndChangesNothing()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await Schema.MigrateAsync(database);
        await Sql.ScalarAsync(
            database,
            "UPDATE schema_checksums SET checksum = 'of another file' WHERE migration = '0001_house' RETURNING 1"
        );
        var migrating = () => Schema.MigrateAsync(database);
        await migrating.Should().ThrowAsync<MigrationException>().WithMessage("*0001_house was changed*");
    }

    [Fact]
    public async Task Migrate_Again_ChangesNothing()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await Schema.MigrateAsync(database);
        var first = await Sql.ScalarAsync(database, "SELECT max(applied_at) FROM schema_checksums");
        await Schema.MigrateAsync(database);
        (await Sql.ScalarAsync(database, "SELECT max(applied_at) FROM schema_checksums")).Should().Be(first);
    }

    /// <summary>A crash between a migration and its checksum leaves the checksum out; the next start writes it.</summary>
    [Fact]
    public async Task Migrate_AfterACrashBeforeTheChecksum_RecordsIt()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await Schema.MigrateAsync(database);
        await Sql.ScalarAsync(database, "DELETE FROM schema_checksums WHERE migration = '0002_imports' RETURNING 1");
        await Schema.MigrateAsync(database);
        (await Sql.ScalarAsync(database, "SELECT count(*) FROM schema_checksums")).Should().Be($"{Migrator.CurrentSchema}");
    }

    [Fact]
    public async Task Release_WritesTheNewestSchemaThatItsMigrationsMake()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await Schema.MigrateAsync(database);
        (await VersionAsync(database)).Should().Be(Migrator.CurrentSchema);
        Migrator.OldestSchema.Should().BeInRange(1, Migrator.CurrentSchema);
    }

    private static async Task<int> VersionAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return await Migrator.VersionAsync(connection, CancellationToken.None);
    }
}
