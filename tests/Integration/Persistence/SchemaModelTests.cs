using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

/// <summary>The model that EF Core queries by and the schema that the SQL files make are written apart; here they meet.</summary>
public sealed class SchemaModelTests(TestApp app) : IClassFixture<TestApp>
{
    private sealed record Column(string Table, string Name, string Type, bool IsNullable, bool HasDefault);

    [Fact]
    public async Task EveryMappedColumn_IsInTheSchema_WithItsTypeAndNullability()
    {
        var schema = await ColumnsAsync();
        var mapped = Mapped(Model()).ToList();
        mapped.Should().HaveCountGreaterThan(100);
        var differences = mapped
            .Where(c => !schema.Any(s => s.Table == c.Table && s.Name == c.Name && s.Type == c.Type))
            .Select(c => c.ToString());
        differences.Should().BeEmpty();
        var tables = Model().Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var nullability = mapped
            .Where(c => tables.Contains(c.Table))
            .Where(c => schema.Single(s => s.Table == c.Table && s.Name == c.Name).IsNullable != c.IsNullable)
            .Select(c => c.ToString());
        nullability.Should().BeEmpty();
    }

    /// <summary>What the model does not know must do without it: such a column is nullable or has a default.</summary>
    [Fact]
    public async Task EveryColumnOfAMappedTable_IsMapped_OrFillsItself()
    {
        var mapped = Mapped(Model()).Select(c => (c.Table, c.Name)).ToHashSet();
        var tables = Model().Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var columns = (await ColumnsAsync()).Where(c => tables.Contains(c.Table)).ToList();
        columns.Should().HaveCountGreaterThan(100);
        columns.Where(c => !mapped.Contains((c.Table, c.Name)) && c is { IsNullable: false, HasDefault: false }).Should().BeEmpty();
    }

    /// <summary>Of the log the model knows the id; its primary key is the number, which the database gives.</summary>
    [Fact]
    public async Task KeysOfTheModel_AreUniqueInTheSchema()
    {
        var schema = await ListAsync(
            """
            SELECT r.relname, array_to_string(array(SELECT a.attname FROM unnest(i.indkey) WITH ORDINALITY k(n, o)
                   JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.n ORDER BY k.o), ',')
            FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
            WHERE i.indisunique AND i.indpred IS NULL AND r.relnamespace = 'public'::regnamespace
            """
        );
        var model = Model().Tables.Select(t => (t.Name, Columns: string.Join(',', t.PrimaryKey!.Columns.Select(c => c.Name)))).ToList();
        model.Should().HaveCountGreaterThan(12);
        model.Should().BeSubsetOf(schema.Select(r => (r[0], r[1])));
    }

    [Fact]
    public async Task ForeignKeysOfTheModel_AreInTheSchema()
    {
        var schema = await ListAsync(
            """
            SELECT c.conrelid::regclass::text, array_to_string(array(SELECT a.attname FROM unnest(c.conkey) WITH ORDINALITY k(n, o)
                   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o), ','), c.confrelid::regclass::text
            FROM pg_constraint c WHERE c.contype = 'f'
            """
        );
        var model = Model()
            .Tables.SelectMany(t => t.ForeignKeyConstraints)
            .Select(f => (f.Table.Name, Columns: string.Join(',', f.Columns.Select(c => c.Name)), Principal: f.PrincipalTable.Name))
            .ToList();
        model.Should().NotBeEmpty();
        model.Should().BeSubsetOf(schema.Select(r => (r[0], r[1], r[2])));
    }

    private IRelationalModel Model()
    {
        using var context = app.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        return context.Model.GetRelationalModel();
    }

    private static IEnumerable<Column> Mapped(IRelationalModel model) =>
        model
            .Tables.SelectMany(t => t.Columns.Select(c => new Column(t.Name, c.Name, c.StoreType, c.IsNullable, false)))
            .Concat(model.Views.SelectMany(v => v.Columns.Select(c => new Column(v.Name, c.Name, c.StoreType, c.IsNullable, false))));

    private async Task<List<Column>> ColumnsAsync()
    {
        var rows = await ListAsync(
            """
            SELECT r.relname, a.attname, format_type(a.atttypid, a.atttypmod), (NOT a.attnotnull)::text,
                   (a.atthasdef OR a.attidentity <> '')::text
            FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE r.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'v', 'p')
            """
        );
        return [.. rows.Select(r => new Column(r[0], r[1], r[2], r[3] == "true", r[4] == "true"))];
    }

    private async Task<List<string[]>> ListAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
