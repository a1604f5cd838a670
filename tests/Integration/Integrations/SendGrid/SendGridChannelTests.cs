using System.Globalization;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations.SendGrid;

public sealed class SendGridChannelTests : ChannelContract
{
    private readonly SendGridServer sendGrid = new();
    private readonly Guid integration = Ids.New();

    protected override HttpPeer Peer => sendGrid;

    protected override string Kind => "sendgrid";

    protected override bool StatusIsTheAnswer => true;

    [Fact]
    public async Task Send_IsAMail_WithItsDelivery_AndWithoutTracking()
    {
        var message = Message();
        var delivered = (await Host.Channel(Kind).SendAsync(message, default)).Should().BeOfType<SendOutcome.Delivered>().Subject;
        delivered.ProviderMessageId.Should().StartWith("14c5d75ce93.");
        var mail = sendGrid.Distinct.Should().ContainSingle().Subject.Json;
        mail.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString().Should().Be("ann@example.com");
        mail.GetProperty("from").GetProperty("name").GetString().Should().Be("Acme Tasks");
        mail.GetProperty("subject").GetString().Should().Be("WEB-42  Bcc: everybody@example.com");
        mail.GetProperty("content")[0]
            .GetProperty("value")
            .GetString()
            .Should()
            .Be("Zoë assigned it to you.\n\nhttps://taskflow.test/t/WEB-42\n");
        mail.GetProperty("custom_args").GetProperty("delivery_id").GetString().Should().Be(message.DeliveryId.ToString());
        mail.GetProperty("tracking_settings").GetProperty("click_tracking").GetProperty("enable").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Send_ConnectionTest_GoesToTheSender()
    {
        (await Host.Channel(Kind).SendAsync(Message() with { Address = null, Event = null }, default))
            .Should()
            .BeOfType<SendOutcome.Delivered>();
        var to = sendGrid.Receipts.Single().Json.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString();
        to.Should().Be("tasks@acme.test");
    }

    [Fact]
    public async Task Send_KeyThatFitsInNoHeader_IsACredentialToMend()
    {
        var message = Message();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["api_key"] = "SG.1\nX-Evil: 1" };
        var broken = message with { Destination = message.Destination with { Secrets = secrets } };
        (await Host.Channel(Kind).SendAsync(broken, default)).Should().BeOfType<SendOutcome.CredentialDead>();
        sendGrid.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_WrongKey_IsACredentialToMend()
    {
        var message = Message();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["api_key"] = "SG.wrong" };
        var wrong = message with { Destination = message.Destination with { Secrets = secrets } };
        var dead = (await Host.Channel(Kind).SendAsync(wrong, default)).Should().BeOfType<SendOutcome.CredentialDead>().Subject;
        dead.Error.Should().Contain("authorization grant is invalid").And.NotContain("SG.wrong");
    }

    [Fact]
    public async Task Send_Refused_SaysWhy()
    {
        var refused = await Host.Channel(Kind).SendAsync(Message() with { Address = "nobody" }, default);
        refused.Should().BeOfType<SendOutcome.Refused>().Which.Error.Should().Contain("The recipient is required.");
    }

    [Fact]
    public async Task Send_LimitWithoutRetryAfter_WaitsForItsReset()
    {
        sendGrid.Next(
            new Fault(context =>
            {
                context.Response.StatusCode = 429;
                context.Response.Headers["X-RateLimit-Reset"] = DateTimeOffset
                    .UtcNow.AddSeconds(50)
                    .ToUnixTimeSeconds()
                    .ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            })
        );
        var throttled = (await SendAsync()).Should().BeOfType<SendOutcome.Throttled>().Subject;
        throttled.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(2));
    }

    private protected override (string Key, string Value)[] Settings() =>
        [("Integrations:SendGrid:BaseAddress", new Uri(sendGrid.Address, "/v3/").ToString())];

    protected override OutgoingMessage Message() =>
        new(
            Ids.New(),
            Ids.New(),
            new Destination(
                integration,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["from_email"] = "tasks@acme.test", ["from_name"] = "Acme Tasks" },
                new Dictionary<string, string>(StringComparer.Ordinal) { ["api_key"] = sendGrid.Key }
            ),
            ChannelHost.Event(),
            "WEB-42\r\nBcc: everybody@example.com",
            "Zoë assigned it to you.",
            new Uri("https://taskflow.test/t/WEB-42"),
            "ann@example.com"
        );
}
