using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

/// <summary>Secrets of others: nowhere in the clear, readable by every node, bound to their row.</summary>
public sealed class SecretsTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Token = "xoxb-9f86d081884c7d659a2feaa0c55ad015";

    [Fact]
    public async Task Secrets_AreNowhereInTheDatabase_NorInAnyAnswer()
    {
        var owner = await app.SignUpAsync();
        var slack = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), IntegrationSteps.Slack(Token), Key()).ReadAsync(201);
        var webhook = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), IntegrationSteps.Webhook(), Key()).ReadAsync(201);
        var rotated = await owner.SendAsync(HttpMethod.Post, $"/api/integrations/{webhook.Id()}/rotate-secret", key: Key()).ReadAsync(200);
        var patched = await owner
            .SendAsync(HttpMethod.Patch, owner.PathOf(slack), new { secrets = new { bot_token = Token + "2" } }, Key())
            .ReadAsync(200);
        await owner.SendAsync(HttpMethod.Post, $"/api/integrations/{webhook.Id()}/test", key: Key()).ReadAsync(200);

        var answers = string.Concat(
            slack,
            patched,
            await owner.ReadIntegrationAsync(slack),
            await owner.GetAsync(owner.IntegrationsPath())
        );
        answers.Should().NotContain(Token).And.NotContain("\"secrets\"");
        string[] secrets = [Token, webhook.Str("signing_secret")!, rotated.Str("signing_secret")!];
        var tables = await ColumnAsync(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_checksums'"
        );
        tables.Should().Contain(["integration_secrets", "idempotency_keys", "activity"]);
        foreach (var table in tables)
        {
            var rows = await ColumnAsync($"SELECT to_jsonb(t)::text FROM \"{table}\" t");
            var hex = await ColumnAsync(
                $"""SELECT substr(v, 3) FROM "{table}" t, jsonb_each_text(to_jsonb(t)) AS c (k, v) WHERE v ~ '^\\x([0-9a-f]{"{2}"})+$'"""
            );
            var bytes = hex.ConvertAll(h => Encoding.Latin1.GetString(Convert.FromHexString(h)));
            foreach (var secret in secrets)
            {
                rows.Should().NotContain(r => r.Contains(secret, StringComparison.Ordinal), table);
                bytes.Should().NotContain(b => b.Contains(secret, StringComparison.Ordinal), table);
            }
        }

        (await ColumnAsync($"SELECT name FROM integration_secrets WHERE integration_id = '{slack.Id()}'")).Should().Equal("bot_token");
    }

    [Fact]
    public async Task AnotherNode_ReadsWhatThisOneSealed()
    {
        var owner = await app.SignUpAsync();
        var slack = await owner.ConnectAsync(IntegrationSteps.Slack(Token));
        await using var second = new SecondNode(app.ConnectionString);
        await second.App.InitializeAsync();
        var found = await second
            .App.Services.GetRequiredService<IntegrationDirectory>()
            .FindAsync([new IntegrationKey(owner.OrganizationId, slack.Id())], CancellationToken.None);
        found.Should().ContainSingle().Which.Destination.Secrets.Should().Equal(new Dictionary<string, string> { ["bot_token"] = Token });
    }

    /// <summary>Each makes a first key when it finds none; the first that is stored is everybody's.</summary>
    [Fact]
    public async Task NodesThatStartTogether_OnANewDatabase_ReadEachOther()
    {
        await using var database = NpgsqlDataSource.Create(await PostgresCluster.CreateDatabaseAsync("house"));
        var nodes = Enumerable.Range(0, 6).Select(_ => NodeWithItsOwnRing(database)).ToList();
        var owner = Ids.New();
        var sealedTexts = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Seal(owner, "api_key", Token))));
        foreach (var node in nodes)
            sealedTexts.Select(s => node.Open(owner, "api_key", s)).Should().AllBe(Token);
        await using var counting = database.CreateCommand("SELECT count(*) FROM data_protection_keys");
        (await counting.ExecuteScalarAsync()).Should().Be(1L);
    }

    [Fact]
    public void SealedSecret_OpensOnlyInItsPlace()
    {
        var box = app.Services.GetRequiredService<ISecretBox>();
        var owner = Ids.New();
        var sealedText = box.Seal(owner, "bot_token", Token);
        box.Open(owner, "bot_token", sealedText).Should().Be(Token);
        box.Seal(owner, "bot_token", Token).Should().NotEqual(sealedText, "the same secret twice looks different");
        Encoding.Latin1.GetString(sealedText).Should().NotContain(Token);
        var elsewhere = new Action[]
        {
            () => box.Open(Ids.New(), "bot_token", sealedText),
            () => box.Open(owner, "api_key", sealedText),
            () => box.Open(owner, "bot_token", [.. sealedText[..^1], (byte)(sealedText[^1] ^ 1)]),
        };
        foreach (var opening in elsewhere)
            opening.Should().Throw<CryptographicException>();
    }

    private static string Key() => Guid.CreateVersion7().ToString();

    [Fact]
    public async Task RingSealedByTheConfiguration_OpensWithThatKeyOnly()
    {
        await using var database = NpgsqlDataSource.Create(await PostgresCluster.CreateDatabaseAsync("house"));
        var (key, other) = (NewKey(), NewKey());
        var owner = Ids.New();
        var sealedText = NodeWithItsOwnRing(database, key).Seal(owner, "api_key", Token);

        NodeWithItsOwnRing(database, key).Open(owner, "api_key", sealedText).Should().Be(Token);
        foreach (var wrong in new[] { "", other })
        {
            var opening = () => NodeWithItsOwnRing(database, wrong).Open(owner, "api_key", sealedText);
            opening.Should().Throw<CryptographicException>();
        }

        await using var reading = database.CreateCommand("SELECT string_agg(xml, '') FROM data_protection_keys");
        (await reading.ExecuteScalarAsync()).Should().BeOfType<string>().Which.Should().NotBeEmpty().And.NotContain("<");
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static ISecretBox NodeWithItsOwnRing(NpgsqlDataSource database, string key = "")
    {
        var options = new TaskFlowOptions { Secrets = new SecretsOptions { Key = key } };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(database);
        services.AddSingleton(options);
        services.AddIntegrations(options);
        return services.BuildServiceProvider().GetRequiredService<ISecretBox>();
    }

    private async Task<List<string>> ColumnAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresCluster.AsSuperuser(app.ConnectionString)) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    private sealed class SecondNode(string database) : IAsyncDisposable
    {
        public TestApp App { get; } = new() { Database = database };

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
