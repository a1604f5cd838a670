using System.Text.Json;
using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations.Webhooks;

public sealed class WebhookChannelTests : ChannelContract
{
    private readonly WebhookReceiver receiver = new();
    private readonly Guid integration = Ids.New();
    private readonly Guid organization = Ids.New();

    protected override HttpPeer Peer => receiver;

    protected override string Kind => "webhook";

    protected override bool StatusIsTheAnswer => true;

    /// <summary>Standard Webhooks: tried again like any other failure.</summary>
    protected override Type OfUnauthorized => typeof(SendOutcome.Ambiguous);

    [Fact]
    public async Task Send_Event_IsTheEnvelope_ByteForByte_AndTheDelivery()
    {
        var message = Message();
        await Host.Channel(Kind).SendAsync(message, default);
        var receipt = receiver.Receipts.Should().ContainSingle().Subject;
        var envelope = JsonSerializer.Serialize(message.Event, Json.Options);
        receipt.Text.Should().Be($$"""{{envelope[..^1]}},"delivery_id":"{{message.DeliveryId}}"}""");
        receipt.Headers["webhook-id"].Should().Be(message.DeliveryId.ToString());
        receipt.Headers["Content-Type"].Should().Be("application/json");
    }

    [Fact]
    public async Task Send_ConnectionTest_IsAPing()
    {
        var message = Message() with { Event = null };
        (await Host.Channel(Kind).SendAsync(message, default)).Should().BeOfType<SendOutcome.Delivered>();
        var body = receiver.Receipts.Single().Json;
        body.GetProperty("type").GetString().Should().Be("ping");
        body.GetProperty("delivery_id").GetGuid().Should().Be(message.DeliveryId);
    }

    [Fact]
    public async Task Send_WhileTheSecretIsChanged_SatisfiesTheOldReceiverAndTheNew()
    {
        var message = Message();
        var (old, fresh) = (receiver.Secret, new WebhookReceiver().Secret);
        var both = message.Destination with
        {
            Secrets = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["signing_secret"] = fresh,
                ["previous_signing_secret"] = old,
            },
        };
        foreach (var known in new[] { old, fresh })
        {
            receiver.Secret = known;
            (await Host.Channel(Kind).SendAsync(message with { Destination = both }, default)).Should().BeOfType<SendOutcome.Delivered>();
        }
    }

    [Fact]
    public async Task Send_Gone_SwitchesTheDestinationOff()
    {
        receiver.Next(Fault.Status(410));
        var refused = (await SendAsync()).Should().BeOfType<SendOutcome.Refused>().Subject;
        refused.DestinationIsGone.Should().BeTrue();
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("https://localhost.localdomain.example.invalid./")]
    public async Task Send_AddressThatBecameForbiddenOrUnknown_SendsNothing(string address)
    {
        var outcome = await Host.Channel(Kind).SendAsync(To(address), default);
        outcome.Should().Match(o => o is SendOutcome.Refused || o is SendOutcome.NotSent);
        receiver.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_SameHostOtherPort_IsNotExempt()
    {
        await using var neighbour = new WebhookReceiver();
        await neighbour.StartAsync();
        (await Host.Channel(Kind).SendAsync(To(neighbour.Address.ToString()), default)).Should().BeOfType<SendOutcome.Refused>();
        neighbour.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_OneOrganizationFails_OthersReachTheHost()
    {
        receiver.Always = Fault.Status(500);
        for (var hook = 0; hook < 4; hook++)
        for (var call = 0; call < 6; call++)
            await Host.Channel(Kind)
                .SendAsync(Message() with { Destination = Message().Destination with { IntegrationId = Ids.New() } }, default);
        receiver.Always = null;
        var other = Message() with { OrganizationId = Ids.New(), Destination = Message().Destination with { IntegrationId = Ids.New() } };
        (await Host.Channel(Kind).SendAsync(other, default)).Should().BeOfType<SendOutcome.Delivered>();
    }

    private protected override (string Key, string Value)[] Settings() =>
        [("Integrations:Webhooks:AllowedPrivateHosts", receiver.Address.Authority)];

    protected override OutgoingMessage Message() => To(new Uri(receiver.Address, "/hook?team=7").ToString());

    private OutgoingMessage To(string address) =>
        new(
            Ids.New(),
            organization,
            new Destination(
                integration,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["url"] = address },
                new Dictionary<string, string>(StringComparer.Ordinal) { ["signing_secret"] = receiver.Secret }
            ),
            ChannelHost.Event(),
            "WEB-42 was changed",
            "Zoë changed the title.",
            new Uri("https://taskflow.test/t/WEB-42"),
            Address: null
        );
}
