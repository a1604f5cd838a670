using Npgsql;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Embedded;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task CreateDatabase_FromTemplate_HasItsRowsAndBelongsToTheApplicationRole()
    {
        await PostgresCluster.EnsureTemplateAsync(
            "cluster_probe",
            async template =>
            {
                await using var source = NpgsqlDataSource.Create(template);
                await using var create = source.CreateCommand("CREATE TABLE probe (id int); INSERT INTO probe VALUES (7)");
                await create.ExecuteNonQueryAsync();
            }
        );

        var clones = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresCluster.CreateDatabaseAsync("cluster_probe")));

        clones.Should().OnlyHaveUniqueItems();
        foreach (var clone in clones)
        {
            await using var source = NpgsqlDataSource.Create(clone);
            await using var read = source.CreateCommand("SELECT id FROM probe; ALTER TABLE probe ADD COLUMN name text");
            (await read.ExecuteScalarAsync()).Should().Be(7);
            await using var role = source.CreateCommand("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user");
            (await role.ExecuteScalarAsync()).Should().Be(false);
        }
    }
}
