using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Integrations.Webhooks;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations.Webhooks;

/// <summary>Names whose addresses change between the check and the call (DNS rebinding).</summary>
[Collection(nameof(ChannelSuite))]
public sealed class PinnedConnectTests : IAsyncLifetime
{
    private readonly WebhookReceiver inside = new();
    private readonly ConcurrentQueue<string> resolved = new();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1,93.184.216.34")]
    [InlineData("93.184.216.34,::ffff:127.0.0.1")]
    public async Task Send_NameThatWasPublicWhenItWasStored_ReachesNothingInside(string later)
    {
        var addresses = "93.184.216.34";
        using var host = new ChannelHost();
        var guard = GuardOf(host, _ => addresses);
        var url = AddressOf("https", "rebind.test");
        (await guard.CheckAsync(url, default)).Should().BeNull();

        addresses = later;
        using var channel = host.Make<WebhookChannel>(guard);
        var outcome = await channel.SendAsync(To(url), default);
        outcome.Should().BeOfType<SendOutcome.Refused>();
        inside.Connections.Should().Be(0);
        resolved.Should().Equal("rebind.test", "rebind.test");
    }

    [Fact]
    public async Task Send_ConnectsToTheAddressThatWasChecked_AndAsksOnce()
    {
        using var host = new ChannelHost(("Integrations:Webhooks:AllowedPrivateHosts", AddressOf("http", "customer.test").Authority));
        using var channel = host.Make<WebhookChannel>(GuardOf(host, asked => asked == 1 ? "127.0.0.1" : "192.0.2.1"));
        (await channel.SendAsync(To(AddressOf("http", "customer.test")), default)).Should().BeOfType<SendOutcome.Delivered>();
        (await channel.SendAsync(To(AddressOf("http", "customer.test")), default)).Should().BeOfType<SendOutcome.Delivered>();
        inside.Receipts.Should().HaveCount(2).And.OnlyContain(r => r.Headers["Host"].StartsWith("customer.test", StringComparison.Ordinal));
        resolved.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_OneAddressOfSeveralIsDead_TriesTheNext()
    {
        using var host = new ChannelHost(("Integrations:Webhooks:AllowedPrivateHosts", AddressOf("http", "customer.test").Authority));
        using var channel = host.Make<WebhookChannel>(GuardOf(host, _ => "::1,127.0.0.2,127.0.0.1"));
        (await channel.SendAsync(To(AddressOf("http", "customer.test")), default)).Should().BeOfType<SendOutcome.Delivered>();
    }

    public Task InitializeAsync() => inside.StartAsync();

    public async Task DisposeAsync() => await inside.DisposeAsync();

    private Uri AddressOf(string scheme, string host) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{inside.Address.Port}/hook"));

    private SsrfGuard GuardOf(ChannelHost host, Func<int, string> addresses) =>
        new(
            host.Options,
            TimeProvider.System,
            (name, _) =>
            {
                resolved.Enqueue(name);
                return Task.FromResult(addresses(resolved.Count).Split(',').Select(IPAddress.Parse).ToArray());
            }
        );

    private OutgoingMessage To(Uri address) =>
        new(
            Ids.New(),
            Ids.New(),
            new Destination(
                Ids.New(),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["url"] = address.ToString() },
                new Dictionary<string, string>(StringComparer.Ordinal) { ["signing_secret"] = inside.Secret }
            ),
            ChannelHost.Event(),
            "Subject",
            "Text",
            Link: null,
            Address: null
        );
}
