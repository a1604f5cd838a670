using System.Text.Json;
using TaskFlow.Integration.Deliveries;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.EndToEnd.Deliveries;

/// <summary>The product beside a receiver that wants nothing any more: it answers 410 until it is told otherwise.</summary>
public sealed class Gone : IAsyncLifetime
{
    public WebhookReceiver Receiver { get; } = new() { Always = Fault.Status(410) };

    public TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Receiver.StartAsync();
        App = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = Receiver.Address.Authority,
            },
        };
        await App.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>An owner with so many dead letters, and the integration switched on again.</summary>
    public async Task<TestUser> WithDeadLettersAsync(int count)
    {
        Receiver.Always = Fault.Status(410);
        var owner = await App.SignUpAsync("Olga");
        var project = await owner.CreateProjectAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(Receiver.Address, "hook").ToString()));
        Receiver.Secret = webhook.Str("signing_secret")!;
        for (var dead = 1; dead <= count; dead++)
        {
            await owner.CreateTaskAsync(project, $"Task {dead}");
            await owner.DeliveriesAsync("?status=dead", dead);
            // Who answers 410 is switched off.
            await owner.PatchIntegrationAsync(webhook, new { enabled = true }).ReadAsync(200);
        }
        return owner;
    }
}
