using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

public sealed class TestIntegrationTests : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new();
    private TestApp app = null!;

    private string Url => new Uri(receiver.Address, "hook").ToString();

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = $"{receiver.Address.Authority},127.0.0.1:9",
            },
        };
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Test_ReallySends_AndIsSigned()
    {
        var (owner, webhook) = await ConnectAsync();
        receiver.Receipts.Should().BeEmpty("no request is sent to the url at creation");

        var tested = await TestAsync(owner, webhook).ReadAsync(200);

        tested.EnumerateObject().Select(m => m.Name).Should().Equal("ok", "outcome", "detail", "duration_ms");
        (tested.GetProperty("ok").GetBoolean(), tested.Str("outcome")).Should().Be((true, "delivered"), "the receiver knows the signature");
        tested.Int("duration_ms").Should().BeGreaterThanOrEqualTo(0);
        receiver.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task Test_WithTheSameKey_IsReplayed_NotSentAgain()
    {
        var (owner, webhook) = await ConnectAsync();
        var key = Guid.CreateVersion7().ToString();
        var first = await TestAsync(owner, webhook, key).ReadAsync(200);
        var second = await TestAsync(owner, webhook, key).ReadAsync(200);
        second.ToString().Should().Be(first.ToString());
        receiver.Receipts.Should().ContainSingle();
    }

    /// <summary>A receiver that takes its time holds nobody's connection, transaction or lock.</summary>
    [Fact]
    public async Task NoTransactionIsOpen_WhileTheReceiverThinks()
    {
        var (owner, webhook) = await ConnectAsync();
        var database = new Npgsql.NpgsqlConnectionStringBuilder(app.ConnectionString).Database;
        string? open = null;
        receiver.Next(
            new Fault(async context =>
            {
                open = await Sql.ScalarAsync(
                    PostgresCluster.AsSuperuser(app.ConnectionString),
                    $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
                );
                await owner.PatchIntegrationAsync(webhook, new { name = "Renamed meanwhile" }).ReadAsync(200);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            })
        );
        (await TestAsync(owner, webhook, Guid.CreateVersion7().ToString()).ReadAsync(200)).Str("outcome").Should().Be("delivered");
        open.Should().Be("0");
        (await owner.ReadIntegrationAsync(webhook)).Str("name").Should().Be("Renamed meanwhile");
    }

    [Theory]
    [InlineData(StatusCodes.Status500InternalServerError, "unknown")]
    [InlineData(StatusCodes.Status410Gone, "refused")]
    [InlineData(StatusCodes.Status429TooManyRequests, "throttled")]
    public async Task WhatTheReceiverAnswers_IsTold(int status, string outcome)
    {
        receiver.Always = Fault.Status(status);
        var (owner, webhook) = await ConnectAsync();
        var tested = await TestAsync(owner, webhook).ReadAsync(200);
        (tested.GetProperty("ok").GetBoolean(), tested.Str("outcome")).Should().Be((false, outcome));
        tested.Str("detail").Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Nobody_Listens_SoItWasNotSent()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        var tested = await TestAsync(owner, webhook).ReadAsync(200);
        (tested.GetProperty("ok").GetBoolean(), tested.Str("outcome")).Should().Be((false, "not_sent"));
    }

    [Fact]
    public async Task RotatedSecret_AndTheOneBefore_BothSign_AThirdOneDoesNot()
    {
        var (owner, webhook) = await ConnectAsync();
        var first = receiver.Secret;
        var second = (await RotateAsync(owner, webhook)).Str("signing_secret")!;
        (await KnownByAsync(owner, webhook, first, second)).Should().Equal(true, true);
        var third = (await RotateAsync(owner, webhook)).Str("signing_secret")!;
        (await KnownByAsync(owner, webhook, first, second, third)).Should().Equal(false, true, true);
        new[] { first, second, third }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task PreviousSecret_SignsForADay()
    {
        var (owner, webhook) = await ConnectAsync();
        var rotated = await RotateAsync(owner, webhook);
        rotated
            .GetProperty("previous_expires_at")
            .GetDateTimeOffset()
            .Should()
            .BeCloseTo(DateTimeOffset.UtcNow.AddHours(24), TimeSpan.FromMinutes(1));
        await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            $"UPDATE integration_secrets SET expires_at = now() WHERE integration_id = '{webhook.Id()}' AND expires_at IS NOT NULL"
        );
        (await KnownByAsync(owner, webhook, receiver.Secret, rotated.Str("signing_secret")!)).Should().Equal(false, true);
    }

    [Fact]
    public async Task OnlyAWebhook_HasASecretToRotate()
    {
        var owner = await app.SignUpAsync();
        var slack = await owner.ConnectAsync(IntegrationSteps.Slack());
        await owner.SendAsync(HttpMethod.Post, $"/api/integrations/{slack.Id()}/rotate-secret").ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    private async Task<(TestUser Owner, JsonElement Webhook)> ConnectAsync()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook(Url));
        receiver.Secret = webhook.Str("signing_secret")!;
        return (owner, webhook);
    }

    /// <summary>Whether a receiver that holds this secret knows our signature, for each of them.</summary>
    private async Task<List<bool>> KnownByAsync(TestUser owner, JsonElement webhook, params string[] secrets)
    {
        var known = new List<bool>();
        foreach (var secret in secrets)
        {
            receiver.Secret = secret;
            known.Add((await TestAsync(owner, webhook).ReadAsync(200)).GetProperty("ok").GetBoolean());
        }

        return known;
    }

    private static Task<HttpResponseMessage> TestAsync(TestUser owner, JsonElement integration, string? key = null) =>
        owner.SendAsync(HttpMethod.Post, $"/api/integrations/{integration.Id()}/test", key: key);

    private static Task<JsonElement> RotateAsync(TestUser owner, JsonElement webhook) =>
        owner.SendAsync(HttpMethod.Post, $"/api/integrations/{webhook.Id()}/rotate-secret").ReadAsync(200);
}
