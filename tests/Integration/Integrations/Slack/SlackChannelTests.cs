using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations.Slack;

public sealed class SlackChannelTests : ChannelContract
{
    private readonly SlackServer slack = new();
    private readonly Guid integration = Ids.New();

    protected override HttpPeer Peer => slack;

    protected override string Kind => "slack";

    protected override bool StatusIsTheAnswer => false;

    [Fact]
    public async Task Send_IsAMessageInTheChannel_WithoutAnybodysMarkup()
    {
        var message = Message();
        var delivered = (await Host.Channel(Kind).SendAsync(message, default)).Should().BeOfType<SendOutcome.Delivered>().Subject;
        delivered.ProviderMessageId.Should().StartWith("1503435956.");
        var body = slack.Distinct.Should().ContainSingle().Subject.Json;
        body.GetProperty("channel").GetString().Should().Be(slack.Channel);
        body.GetProperty("text")
            .GetString()
            .Should()
            .Be(
                "*WEB-42: call &lt;!channel&gt; &amp; all*\nZoë wrote &lt;@U123&gt;\n<https://taskflow.test/t/WEB-42?a=1&amp;b=%7C|Open in TaskFlow>"
            );
        body.GetProperty("parse").GetString().Should().Be("none");
        body.GetProperty("link_names").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [InlineData("invalid_auth", typeof(SendOutcome.CredentialDead))]
    [InlineData("token_revoked", typeof(SendOutcome.CredentialDead))]
    [InlineData("account_inactive", typeof(SendOutcome.CredentialDead))]
    [InlineData("missing_scope", typeof(SendOutcome.CredentialDead))]
    [InlineData("channel_not_found", typeof(SendOutcome.Refused))]
    [InlineData("is_archived", typeof(SendOutcome.Refused))]
    [InlineData("not_in_channel", typeof(SendOutcome.Refused))]
    [InlineData("a_word_of_next_year", typeof(SendOutcome.Refused))]
    [InlineData("ratelimited", typeof(SendOutcome.Throttled))]
    [InlineData("fatal_error", typeof(SendOutcome.Ambiguous))]
    [InlineData("internal_error", typeof(SendOutcome.Ambiguous))]
    public async Task Send_RefusedWith200_IsReadByItsWord(string error, Type outcome)
    {
        slack.Error = error;
        (await SendAsync()).Should().BeOfType(outcome);
        slack.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_WrongToken_OrChannel_IsRefusedAsDocumented()
    {
        (await Host.Channel(Kind).SendAsync(With(token: "xoxb-wrong"), default)).Should().BeOfType<SendOutcome.CredentialDead>();
        (await Host.Channel(Kind).SendAsync(With(channel: "C0"), default)).Should().BeOfType<SendOutcome.Refused>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("xoxb-1\r\nX-Evil: 1")]
    [InlineData("xoxb-é")]
    public async Task Send_TokenThatFitsInNoHeader_IsACredentialToMend(string token)
    {
        (await Host.Channel(Kind).SendAsync(With(token), default)).Should().BeOfType<SendOutcome.CredentialDead>();
        slack.Receipts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"ok": "yes"}""")]
    [InlineData("""["ok"]""")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"ok": tru""")]
    public async Task Send_AnswerThatIsNotSlacks_IsAmbiguous(string body)
    {
        slack.Next(Fault.Status(200, body: body));
        (await SendAsync()).Should().BeOfType<SendOutcome.Ambiguous>();
    }

    private protected override (string Key, string Value)[] Settings() =>
        [("Integrations:Slack:BaseAddress", new Uri(slack.Address, "/api").ToString())];

    protected override OutgoingMessage Message() => With();

    private OutgoingMessage With(string? token = null, string? channel = null) =>
        new(
            Ids.New(),
            Ids.New(),
            new Destination(
                integration,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["channel"] = channel ?? slack.Channel },
                new Dictionary<string, string>(StringComparer.Ordinal) { ["bot_token"] = token ?? slack.Token }
            ),
            ChannelHost.Event(),
            "WEB-42: call <!channel>\n& all",
            "Zoë wrote <@U123>",
            new Uri("https://taskflow.test/t/WEB-42?a=1&b=|"),
            Address: null
        );
}
