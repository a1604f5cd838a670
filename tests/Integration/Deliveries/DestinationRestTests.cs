using System.Text.Json;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>A destination that cannot take anything now is left alone by all workers, and what waits for it goes when it can (C-1.1, C-1.4).</summary>
public sealed class DestinationRestTests : IAsyncLifetime
{
    private const int Events = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private readonly WebhookReceiver receiver = new();
    private readonly SendGridServer sendGrid = new();
    private readonly List<TestApp> apps = [];
    private TestUser ann = null!;
    private TestProject project = null!;

    private TestApp App => apps[0];

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        await sendGrid.StartAsync();
        await StartAsync();
        ann = await App.SignUpAsync("Ann");
        project = await ann.CreateProjectAsync();
        await App.RoutedAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(apps))
            await app.DisposeAsync();
        await receiver.DisposeAsync();
        await sendGrid.DisposeAsync();
    }

    [Fact]
    public async Task WebhookThatAsksForAPause_IsLeftAlone_AlsoByOtherWorkers_AndByWhatComesMeanwhile()
    {
        await StartAsync(App);
        await ConnectWebhookAsync();
        receiver.Always = Fault.Status(429, Pause);
        await ann.CreateTaskAsync(project, "Asked to wait");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count == 1, DeliverySteps.Patience, "it was tried");
        receiver.Always = null;
        for (var task = 1; task < Events; task++)
            await ann.CreateTaskAsync(project, $"Comes meanwhile {task}");

        var delivered = await ann.DeliveriesAsync("?status=delivered&channel=webhook", Events);
        delivered.Should().OnlyContain(d => d.GetProperty("attempts").GetInt32() == 1, "being told to wait uses up no try");
        PauseKept(receiver).Should().BeGreaterThanOrEqualTo(Pause);
        receiver.Receipts.Should().HaveCount(Events + 1);
    }

    [Fact]
    public async Task SendGridThatAsksForAPause_HoldsUpTheMailsOfItsOrganization()
    {
        await ConnectSendGridAsync();
        sendGrid.Always = Fault.Status(429, Pause);
        await AssignedAsync("Ben");
        await Eventually.BeTrueAsync(() => sendGrid.Receipts.Count == 1, DeliverySteps.Patience, "it was tried");
        sendGrid.Always = null;
        await AssignedAsync("Cleo");
        await AssignedAsync("Dan");

        await ann.DeliveriesAsync("?status=delivered&channel=email", 3);
        PauseKept(sendGrid).Should().BeGreaterThanOrEqualTo(Pause);
        sendGrid.Receipts.Should().HaveCount(4);
    }

    [Fact]
    public async Task KeyThatSendGridRefuses_LetsTheMailsRest_AndATestThatGetsThroughWakesThem()
    {
        var integration = await ConnectSendGridAsync();
        sendGrid.Always = Fault.Status(401);
        await AssignedAsync("Ben");
        await StatusAsync(integration, "paused");
        await AssignedAsync("Cleo");
        await AssignedAsync("Dan");
        await RestsAsync("email", 3);
        sendGrid.Receipts.Should().ContainSingle("a paused account is not tried");
        sendGrid.Always = null;

        (await ann.SendAsync(HttpMethod.Post, $"/api/integrations/{integration.Id()}/test", null).ReadAsync(200))
            .GetProperty("ok")
            .GetBoolean()
            .Should()
            .BeTrue();
        await ann.DeliveriesAsync("?status=delivered&channel=email", 3);
    }

    [Fact]
    public async Task WebhookThatFailsForADay_IsPaused_AndEditingItSendsWhatWaits()
    {
        var webhook = await ConnectWebhookAsync();
        receiver.Always = Fault.Status(500);
        await ann.CreateTaskAsync(project, "Fails");
        await StatusAsync(webhook, "failing");
        await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(App.ConnectionString),
            "UPDATE integrations SET failing_since = failing_since - interval '24 hours'"
        );
        await ann.CreateTaskAsync(project, "Fails a day later");
        await StatusAsync(webhook, "paused");
        (await ann.ReadIntegrationAsync(webhook)).Str("status_reason").Should().StartWith("Nothing got through for a day");
        await ann.CreateTaskAsync(project, "Not even tried");
        await RestsAsync("webhook", 3);
        receiver.Always = null;

        await ann.PatchIntegrationAsync(webhook, new { enabled = true }).ReadAsync(200);
        await ann.DeliveriesAsync("?status=delivered&channel=webhook", 3);
        (await ann.ReadIntegrationAsync(webhook)).Str("status").Should().Be("ok");
    }

    /// <summary>Between the first request and the next.</summary>
    private static TimeSpan PauseKept(HttpPeer peer)
    {
        var times = peer.Receipts.Select(r => r.At).Order().ToList();
        return times[1] - times[0];
    }

    private async Task<JsonElement> ConnectWebhookAsync()
    {
        var webhook = await ann.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()));
        receiver.Secret = webhook.Str("signing_secret")!;
        return webhook;
    }

    private Task<JsonElement> ConnectSendGridAsync() =>
        ann.ConnectAsync(
            new
            {
                kind = "sendgrid",
                name = "Mail",
                events = new[] { "*" },
                config = new { from_email = "tasks@example.test" },
                secrets = new { api_key = sendGrid.Key },
            }
        );

    /// <summary>Somebody who is told by mail.</summary>
    private async Task AssignedAsync(string name)
    {
        var person = await App.SignUpAsync(name, organization: null);
        await ann.AdmitAsync(person, "member");
        await ann.CreateTaskAsync(project, $"For {name}", new { assignee_ids = new[] { person.Id } });
    }

    private Task StatusAsync(JsonElement integration, string status) =>
        Eventually.BeTrueAsync(
            async () => (await ann.ReadIntegrationAsync(integration)).Str("status") == status,
            DeliverySteps.Patience,
            $"it should be {status}"
        );

    /// <summary>None of them is looked at again for minutes.</summary>
    private Task RestsAsync(string channel, int count) =>
        Eventually.BeTrueAsync(
            async () =>
                await Sql.ScalarAsync(
                    PostgresCluster.AsSuperuser(App.ConnectionString),
                    $"SELECT count(*) FROM deliveries WHERE channel = '{channel}' AND status = 'pending' AND turn_at > now() + interval '5 minutes'"
                ) == $"{count}",
            DeliverySteps.Patience,
            $"{count} should rest"
        );

    private async Task StartAsync(TestApp? beside = null)
    {
        var app = new TestApp
        {
            Database = beside?.ConnectionString,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = receiver.Address.Authority,
                ["Integrations:SendGrid:BaseAddress"] = new Uri(sendGrid.Address, "v3/").ToString(),
            },
        };
        apps.Add(app);
        await app.InitializeAsync();
    }
}
