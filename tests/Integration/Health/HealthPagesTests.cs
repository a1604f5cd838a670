using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Health;

/// <summary>reliability S-5.1 and settled choice 2: liveness knows no dependency, readiness is local, deploy is strict.</summary>
public sealed class HealthPagesTests
{
    private const string NobodyListens = "Host=127.0.0.1;Port=1;Username=taskflow;Database=taskflow";

    [Fact]
    public async Task Readiness_WhileStartingAndDraining_Is503AndInBetween200()
    {
        await using var host = await HealthHost.StartAsync(await DatabaseAsync());

        var starting = await host.GetAsync("readiness");
        host.Node.Serve();
        var serving = await host.GetAsync("readiness");
        host.Node.Drain();
        var draining = await host.GetAsync("readiness");

        (starting.Status, Check(starting.Body, "process")).Should().Be((503, "starting"));
        (serving.Status, serving.Body.GetProperty("status").GetString()).Should().Be((200, "ok"));
        (draining.Status, Check(draining.Body, "process")).Should().Be((503, "draining"));
        (await host.GetAsync("liveness")).Status.Should().Be(200, "a restart would not help a node that stops");
    }

    [Fact]
    public async Task Draining_AnswersAreServedAndCloseTheirConnection()
    {
        await using var host = await HealthHost.StartAsync(await DatabaseAsync());
        host.Node.Serve();
        using var before = await host.GetAnythingAsync();
        host.Node.Drain();

        using var during = await host.GetAnythingAsync();

        before.Headers.ConnectionClose.Should().NotBe(true);
        during.IsSuccessStatusCode.Should().BeTrue();
        during.Headers.ConnectionClose.Should().BeTrue();
    }

    [Theory]
    [InlineData(Migrator.CurrentSchema + 1, Migrator.CurrentSchema + 2)]
    [InlineData(0, Migrator.CurrentSchema - 1)]
    public async Task Readiness_SchemaOutOfRange_Is503(int oldest, int current)
    {
        await using var host = await HealthHost.StartAsync(await DatabaseAsync(), (oldest, current));
        host.Node.Serve();

        var (status, body) = await host.GetAsync("readiness");

        (status, Check(body, "schema"), Check(body, "postgres")).Should().Be((503, "unavailable", "ok"));
    }

    [Fact]
    public async Task Readiness_SchemaOfTheReleaseBefore_Is200()
    {
        await using var host = await HealthHost.StartAsync(await DatabaseAsync(), (Migrator.CurrentSchema, Migrator.CurrentSchema + 1));
        host.Node.Serve();

        (await host.GetAsync("readiness")).Status.Should().Be(200);
        Check((await host.GetAsync("deploy")).Body, "schema").Should().Be("unavailable", "the gate wants this release's own");
    }

    [Fact]
    public async Task Readiness_PostgresLost_IsDegradedFirstAnd503AfterTenSecondsAndHeals()
    {
        var direct = new NpgsqlConnectionStringBuilder(await DatabaseAsync());
        using var cable = new TcpRelay(direct.Port);
        direct.Port = cable.Port;
        await using var host = await HealthHost.StartAsync(direct.ConnectionString);
        host.Node.Serve();
        (await host.GetAsync("readiness")).Status.Should().Be(200);

        cable.Pull();

        await Eventually.BeTrueAsync(
            async () => await StatusAsync(host) == (200, "degraded"),
            TimeSpan.FromSeconds(8),
            "a short loss keeps the node in"
        );
        await Eventually.BeTrueAsync(
            async () => await StatusAsync(host) == (503, "unavailable"),
            TimeSpan.FromSeconds(15),
            "10 s without PostgreSQL"
        );
        (await host.GetAsync("liveness")).Status.Should().Be(200);
        (await host.GetAsync("deploy")).Status.Should().Be(503);
        cable.Plug();
        await Eventually.BeTrueAsync(
            async () => await StatusAsync(host) == (200, "ok"),
            TimeSpan.FromSeconds(8),
            "it comes back by itself"
        );
    }

    [Fact]
    public async Task Readiness_PostgresNeverReached_Is503()
    {
        await using var host = await HealthHost.StartAsync(NobodyListens);
        host.Node.Serve();

        var (status, body) = await host.GetAsync("readiness");

        (status, Check(body, "postgres")).Should().Be((503, "unavailable"));
        body.ToString().Should().NotContain("127.0.0.1", "the page is public");
    }

    [Theory]
    [InlineData("postgres", 200, "degraded")]
    [InlineData("postgres,redis", 503, "unavailable")]
    public async Task Readiness_RedisDown_IsDegradedUnlessRequired(string required, int status, string word)
    {
        await using var host = await HealthHost.StartAsync(
            await DatabaseAsync(),
            schema: null,
            ("Redis:Connection", "127.0.0.1:1"),
            ("Health:ReadinessRequires", required)
        );
        host.Node.Serve();

        (await StatusAsync(host)).Should().Be((status, word));
    }

    [Fact]
    public async Task Deploy_DurabilitySwitchedOff_Is503()
    {
        await using var host = await HealthHost.StartAsync(await DatabaseAsync());

        var (status, body) = await host.GetAsync("deploy");

        (status, Check(body, "postgres_durability"), Check(body, "postgres_write")).Should().Be((503, "unavailable", "ok"));
    }

    [Fact]
    public async Task Deploy_DatabaseThatTakesNoWrites_Is503()
    {
        var database = await DatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await Sql.ScalarAsync(database, $"ALTER DATABASE {name} SET default_transaction_read_only = on");
        await using var host = await HealthHost.StartAsync(database);

        var (status, body) = await host.GetAsync("deploy");

        (status, Check(body, "postgres"), Check(body, "postgres_write")).Should().Be((503, "ok", "unavailable"));
    }

    [Fact]
    public async Task Deploy_EmbeddedPostgresWithThisSchema_Is200()
    {
        using var data = new TemporaryDirectory();
        await using var postgres = await EmbeddedPostgres.StartAsync(
            data.Path,
            trustLocalClients: false,
            NullLogger.Instance,
            CancellationToken.None
        );
        await Schema.MigrateAsync(postgres.ConnectionString);
        await using var host = await HealthHost.StartAsync(postgres.ConnectionString);

        var (status, body) = await host.GetAsync("deploy");

        status.Should().Be(200, body.ToString());
        (await Sql.ScalarAsync(postgres.ConnectionString, "SELECT count(*) FROM idempotency_keys"))
            .Should()
            .Be("0", "the write is taken back");
    }

    private static async Task<string> DatabaseAsync()
    {
        await PostgresCluster.EnsureTemplateAsync("health", Schema.MigrateAsync);
        return await PostgresCluster.CreateDatabaseAsync("health");
    }

    private static async Task<(int Status, string? Word)> StatusAsync(HealthHost host)
    {
        var (status, body) = await host.GetAsync("readiness");
        return (status, body.GetProperty("status").GetString());
    }

    private static string? Check(JsonElement body, string name) => body.GetProperty("checks").GetProperty(name).GetString();
}
