using System.Text.Json;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>Dead letters are kept, found and sent again by whoever looks after the organization, and by nobody else (C-1.4).</summary>
public sealed class RetryDeliveriesTests : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new();
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = receiver.Address.Authority,
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
    public async Task DeadLetter_IsListed_Retried_AndItsJourneySaysWhoDecided()
    {
        var (owner, project, webhook) = await ConnectAsync();
        var dead = await KillAsync(owner, project, webhook);
        (dead.Str("channel"), dead.Str("event_type"), dead.GetProperty("attempts").GetInt32()).Should().Be(("webhook", "task.created", 1));
        (dead.GetProperty("recipient").Str("type"), dead.GetProperty("recipient").Str("name")).Should().Be(("integration", "Our server"));
        dead.Str("last_error").Should().Contain("410");

        receiver.Always = null;
        await owner.PatchIntegrationAsync(webhook, new { enabled = true }).ReadAsync(200);
        (await owner.RetryAsync(new { ids = new[] { dead.Id() } }).ReadAsync(200)).GetProperty("retried").GetInt32().Should().Be(1);
        var delivered = (await owner.DeliveriesAsync("?status=delivered&channel=webhook", 1)).Single();
        (delivered.Id(), delivered.GetProperty("attempts").GetInt32()).Should().Be((dead.Id(), 2));
        receiver.Distinct.Should().ContainSingle("the receiver knows a repetition by its id");

        var journey = (await owner.JourneyAsync(dead.Id("event_id"), owner)).Channel("webhook");
        (journey.Str("status"), journey.Str("integration_name")).Should().Be(("delivered", "Our server"));
        journey
            .Items("steps")
            .Select(s => s.Str("step"))
            .Should()
            .Equal("committed", "routed", "sending", "retried", "sending", "delivered");
        journey.Items("steps").Single(s => s.Str("step") == "retried").Str("detail").Should().Be("Owner");
    }

    [Fact]
    public async Task OpenBreaker_LetsARetryThroughAtOnce()
    {
        var (owner, project, _) = await ConnectAsync();
        receiver.Always = Fault.Status(500);
        for (var task = 0; task < 6; task++)
            await owner.CreateTaskAsync(project, $"Broken {task}");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count >= 5, DeliverySteps.Patience, "the breaker should open");
        await owner.DeliveriesAsync("?status=pending", 6);
        receiver.Always = null;
        receiver.Forget();

        (await owner.RetryAsync(new { filter = new { status = "pending", channel = "webhook" } }).ReadAsync(200))
            .GetProperty("retried")
            .GetInt32()
            .Should()
            .Be(6);
        // The breaker is open for 30 s; waiting for it would be longer than this.
        await Eventually.BeTrueAsync(() => receiver.Distinct.Count == 6, TimeSpan.FromSeconds(20), "all should arrive behind the probe");
    }

    [Fact]
    public async Task BulkAgain_PassesOverWhatIsOnItsWay_AndOneOfManyProbes()
    {
        var (owner, project, _) = await ConnectAsync();
        receiver.Always = Fault.Status(500);
        for (var task = 0; task < 6; task++)
            await owner.CreateTaskAsync(project, $"Broken {task}");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count >= 5, DeliverySteps.Patience, "the breaker should open");
        await owner.DeliveriesAsync("?status=pending", 6);
        var all = new { filter = new { channel = "webhook" } };
        receiver.Forget();

        (await owner.RetryAsync(all).ReadAsync(200)).Int("retried").Should().Be(6);
        (await owner.RetryAsync(all).ReadAsync(200)).Int("retried").Should().Be(0, "they are on their way");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count > 0, DeliverySteps.Patience, "one is tried");
        receiver.Receipts.Should().ContainSingle("it failed, and the breaker stays open for the others");
    }

    [Fact]
    public async Task OthersDeliveries_AreNeitherSeenNorRetried()
    {
        var (owner, project, webhook) = await ConnectAsync();
        var dead = await KillAsync(owner, project, webhook);
        var member = await app.SignUpAsync("Member", organization: null);
        await owner.AdmitAsync(member, "member");
        await member.Http.GetAsync("/api/ops/deliveries").ShouldBeProblemAsync(403, "FORBIDDEN");
        await member.RetryAsync(new { ids = new[] { dead.Id() } }).ShouldBeProblemAsync(403, "FORBIDDEN");

        var stranger = await app.SignUpAsync("Stranger");
        (await stranger.DeliveriesAsync($"?organization_id={owner.OrganizationId}")).Items().Should().BeEmpty();
        (await stranger.RetryAsync(new { ids = new[] { dead.Id() } }).ReadAsync(200)).GetProperty("retried").GetInt32().Should().Be(0);
        (await owner.DeliveriesAsync("?status=dead")).Items().Should().ContainSingle();
    }

    [Fact]
    public async Task Garbage_IsRefusedWithWhatToDo()
    {
        var owner = await app.SignUpAsync("Owner");
        await owner.RetryAsync(new { }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await owner.RetryAsync(new { ids = Array.Empty<string>() }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await owner.RetryAsync(new { filter = new { status = "lost" } }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await owner.Http.GetAsync("/api/ops/deliveries?status=lost").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await owner.Http.GetAsync("/api/ops/deliveries?cursor=garbage").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private async Task<JsonElement> KillAsync(TestUser owner, TestProject project, JsonElement webhook)
    {
        receiver.Always = Fault.Status(410);
        await owner.CreateTaskAsync(project, "Not wanted");
        var dead = (await owner.DeliveriesAsync("?status=dead&channel=webhook", 1)).Single();
        dead.GetProperty("recipient").Id().Should().Be(webhook.Id());
        return dead;
    }

    private async Task<(TestUser Owner, TestProject Project, JsonElement Webhook)> ConnectAsync()
    {
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()));
        receiver.Secret = webhook.Str("signing_secret")!;
        return (owner, project, webhook);
    }
}
