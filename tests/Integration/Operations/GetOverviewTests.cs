using TaskFlow.Integration.Deliveries;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Operations;

/// <summary>An operator sees what waits, what fails and where; nobody else does.</summary>
public sealed class GetOverviewTests : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new() { Always = Fault.Status(503) };
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
    public async Task Overview_ShowsWhatWaits_AndTheBreakerThatHoldsItBack()
    {
        var operatorOfAll = await app.SignUpAsync("Operator");
        var owner = await app.SignUpAsync("Owner");
        await owner.Http.GetAsync("/api/ops/overview").ShouldBeProblemAsync(403, "FORBIDDEN");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()));
        for (var task = 0; task < 6; task++)
            await owner.CreateTaskAsync(project, $"Waits {task}");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count >= 5, DeliverySteps.Patience, "the breaker should open");
        await owner.DeliveriesAsync("?status=pending", 6);

        var overview = await operatorOfAll.GetAsync("/api/ops/overview");
        overview.GetProperty("dependencies").GetProperty("postgres").GetProperty("works").GetBoolean().Should().BeTrue();
        var webhooks = overview.Items("deliveries").Single(q => q.Str("channel") == "webhook");
        webhooks.GetProperty("pending").GetInt64().Should().Be(6);
        overview.GetProperty("outbox").GetProperty("waiting").GetInt64().Should().Be(0);
        var breaker = overview.Items("breakers").Single(b => b.Str("host") == receiver.Address.Authority && !b.IsNull("scope"));
        (breaker.Str("dependency"), breaker.Str("state"), breaker.IsNull("probe_at")).Should().Be(("webhooks", "open", false));
        overview.Items("connections").Should().NotBeEmpty();
        overview.ToString().Should().NotContain("Waits", "it shows numbers, never anybody's content");
    }
}
