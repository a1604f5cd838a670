using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

/// <summary>The locks of tenancy behind the query filter: row-level security of the database and the guard of every save (ADR 0009).</summary>
public sealed class RowLevelSecurityTests(TestApp app) : IClassFixture<TestApp>
{
    /// <summary>They decide who may see what, are read before a tenant is known, or are no tenant's.</summary>
    private static readonly string[] Exempt =
    [
        "users",
        "sessions",
        "api_tokens",
        "idempotency_keys",
        "memberships",
        "invitations",
        "task_search",
        "comment_search",
        "outbox",
        "paces",
        "account_mails",
        "import_jobs",
        "installation",
        "realtime_tickets",
        "outbox_dead",
        "notification_preferences",
        "data_protection_keys",
        "job_runs",
        "job_cursors",
        "worker_heartbeats",
        "qrtz_job_details",
        "qrtz_triggers",
        "qrtz_simple_triggers",
        "qrtz_cron_triggers",
        "qrtz_simprop_triggers",
        "qrtz_blob_triggers",
        "qrtz_calendars",
        "qrtz_paused_trigger_grps",
        "qrtz_paused_job_grps",
        "qrtz_fired_triggers",
        "qrtz_scheduler_state",
        "qrtz_locks",
        "schema_checksums",
        "__EFMigrationsHistory",
    ];

    /// <summary>Keyed by what they are looked up with; the organization is only carried along.</summary>
    private static readonly string[] NotLedByTheOrganization = ["idempotency_keys", "outbox", "outbox_dead", "import_jobs"];

    [Fact]
    public async Task ExemptTables_AreExactlyTheListedOnes()
    {
        var unsecured = await ColumnAsync(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)"
        );
        unsecured.Should().BeEquivalentTo(Exempt);
    }

    [Fact]
    public async Task TenantTable_IsReachedByItsOrganization()
    {
        var unled = await ColumnAsync(
            """
            SELECT r.relname FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = 'organization_id'
            WHERE r.relnamespace = 'public'::regnamespace AND r.relkind = 'r'
              AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = r.oid AND i.indkey[0] = a.attnum AND i.indpred IS NULL)
            """
        );
        unled.Should().BeEquivalentTo(NotLedByTheOrganization);
    }

    [Fact]
    public async Task WithoutATenant_AQueryIsAnError()
    {
        var reading = () => ColumnAsync("SELECT id::text FROM tasks");
        (await reading.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UndefinedObject);
        var emptied = () => ColumnAsync("SET app.orgs = ''; SELECT id::text FROM tasks");
        (await emptied.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidTextRepresentation);
    }

    [Fact]
    public async Task AnotherTenant_SeesNoRow_AndWritesNone()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.CreateTaskAsync(project, "Hidden");
        var tables = await ColumnAsync(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity"
        );
        tables.Should().HaveCountGreaterThan(8);
        foreach (var table in tables)
            (await ColumnAsync($"SET app.orgs = '{{{Ids.New()}}}'; SELECT count(*)::text FROM {table}")).Should().Equal(["0"], table);
        (await ColumnAsync($"SET app.orgs = '{{{alice.OrganizationId}}}'; SELECT count(*)::text FROM tasks")).Should().Equal("1");

        var writing = () =>
            ColumnAsync(
                $"SET app.orgs = '{{{Ids.New()}}}'; INSERT INTO project_feeds VALUES ('{alice.OrganizationId}', '{project.Id}', 0, '{Ids.New()}', 1) RETURNING ''"
            );
        (await writing.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task WithoutTheQueryFilter_TheDatabaseStillHidesOthers()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var hidden = await alice.CreateProjectAsync();
        var own = await bob.CreateProjectAsync();
        await using var context = app.ContextOf(bob);
        var seen = await context.Projects.IgnoreQueryFilters().Select(p => p.Id).ToListAsync();
        seen.Should().Contain(own.Id).And.NotContain(hidden.Id);
    }

    [Fact]
    public async Task Save_OfAnotherTenantsRow_IsRefusedByTheGuard()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        await using var context = app.ContextOf(bob);
        context.Projects.Add(Project.Start(Ids.New(), alice.OrganizationId, "EVIL", "Evil", null, bob.Id, DateTimeOffset.UnixEpoch));
        var saving = () => context.SaveChangesAsync();
        await saving.Should().ThrowAsync<CrossTenantWriteException>();
    }

    /// <summary>An acknowledged write is on disk whatever the database's default is.</summary>
    [Fact]
    public async Task Connections_CommitSynchronously()
    {
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand(
            "SELECT setting || ' ' || source FROM pg_settings WHERE name = 'synchronous_commit'"
        );
        (await command.ExecuteScalarAsync()).Should().Be("on client");
    }

    /// <summary>As the application's own role, on a connection that nobody used before.</summary>
    private async Task<List<string>> ColumnAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(app.ConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }
}
