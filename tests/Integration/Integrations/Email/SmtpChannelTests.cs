using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Integrations.Email;
using TaskFlow.Infrastructure.Resilience;
using TaskFlow.Integration.Peers;

namespace TaskFlow.Integration.Integrations.Email;

[Collection(nameof(ChannelSuite))]
public sealed class SmtpChannelTests : IAsyncLifetime
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    private readonly SmtpSink sink = new();
    private ChannelHost? host;

    private ChannelHost Host => host ??= NewHost(("Email:Smtp:Security", "none"));

    [Fact]
    public async Task Send_IsOneMail_WithItsDeliveryAsMessageId()
    {
        var message = Message();
        var delivered = (await SendAsync(message)).Should().BeOfType<SendOutcome.Delivered>().Subject;
        delivered.ProviderMessageId.Should().Be($"{message.DeliveryId}@taskflow.test");
        var mail = sink.Distinct.Should().ContainSingle().Subject;
        mail.From.Should().StartWith("MAIL FROM:<noreply@taskflow.test>");
        mail.To.Should().ContainSingle().Which.Should().StartWith("RCPT TO:<ann@example.com>");
        mail.Header("Message-Id").Should().Be($"<{message.DeliveryId}@taskflow.test>");
        mail.Header("Auto-Submitted").Should().Be("auto-generated");
        mail.Text.Should().Contain("https://taskflow.test/t/WEB-42");
    }

    [Theory]
    [InlineData("WEB-42\r\nBcc: everybody@example.com\r\n\r\nbody")]
    [InlineData("WEB-42\nBcc: everybody@example.com")]
    [InlineData("WEB-42\u2028Bcc: everybody@example.com")]
    public async Task Send_SubjectWithLineBreaks_BeginsNoHeader(string subject)
    {
        (await SendAsync(Message() with { Subject = subject })).Should().BeOfType<SendOutcome.Delivered>();
        var mail = sink.Receipts.Single();
        mail.Header("Bcc").Should().BeNull();
        mail.Header("Subject").Should().Contain("WEB-42");
        mail.To.Should().ContainSingle();
    }

    [Theory]
    [InlineData("ann@example.com\r\nRCPT TO:<eve@example.com>")]
    [InlineData("ann@example.com, eve@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("ann@example.com>")]
    [InlineData("")]
    public async Task Send_AddressThatIsMoreThanAnAddress_IsRefused_AndNothingIsSaid(string address)
    {
        (await SendAsync(Message() with { Address = address })).Should().BeOfType<SendOutcome.Refused>();
        sink.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Send_TextWithLinesOfDots_ArrivesWhole()
    {
        (await SendAsync(Message() with { Text = "one\n.\n..\nQUIT" })).Should().BeOfType<SendOutcome.Delivered>();
        sink.Receipts.Single().Text.Should().Contain("one\r\n.\r\n..\r\nQUIT");
    }

    [Theory]
    [InlineData(SmtpStage.Mail, "550 5.7.1 sender refused", typeof(SendOutcome.Refused))]
    [InlineData(SmtpStage.Mail, "530 5.7.0 authentication required", typeof(SendOutcome.CredentialDead))]
    [InlineData(SmtpStage.Recipient, "550 5.1.1 no such user", typeof(SendOutcome.Refused))]
    [InlineData(SmtpStage.Recipient, "450 4.2.0 greylisted", typeof(SendOutcome.NotSent))]
    [InlineData(SmtpStage.Data, "451 4.3.0 try later", typeof(SendOutcome.NotSent))]
    [InlineData(SmtpStage.Text, "552 5.2.3 too large", typeof(SendOutcome.Refused))]
    [InlineData(SmtpStage.Text, "452 4.3.1 disk full", typeof(SendOutcome.NotSent))]
    public async Task Send_RefusedByReply_IsReadByItsCode_AndTriedOnce(SmtpStage stage, string reply, Type outcome)
    {
        sink.Next(new SmtpFault(stage, reply));
        (await SendAsync()).Should().BeOfType(outcome);
        sink.Connections.Should().Be(1);
        Host.Circuits.List().Where(c => c.Scope is not null).Should().BeEmpty("the server answers");
    }

    [Theory]
    [InlineData(SmtpStage.Greeting)]
    [InlineData(SmtpStage.Mail)]
    [InlineData(SmtpStage.Data)]
    public async Task Send_ResetBeforeTheText_WasNotSent_AndComesThroughByAQuickTry(SmtpStage stage)
    {
        sink.Next(new SmtpFault(stage, Reset: true));
        (await SendAsync()).Should().BeOfType<SendOutcome.Delivered>();
        sink.Connections.Should().Be(2);
        sink.Receipts.Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_NoReplyToTheText_IsAmbiguous_AndNotRepeated(bool reset)
    {
        sink.Next(new SmtpFault(SmtpStage.Text, Reset: reset));
        (await SendAsync(within: ChannelHost.Attempt)).Should().BeOfType<SendOutcome.Ambiguous>();
        sink.Receipts.Should().ContainSingle();
        sink.Connections.Should().Be(1);
    }

    [Fact]
    public async Task Send_SilentServer_IsNotSent_WithinTheTotal()
    {
        sink.Next([.. Enumerable.Repeat(new SmtpFault(SmtpStage.Greeting), 10)]);
        (await SendAsync(within: ChannelHost.Total)).Should().BeOfType<SendOutcome.NotSent>();
        sink.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_NobodyListens_IsNotSent_AndOpensTheBreaker()
    {
        sink.Stop();
        (await SendAsync(within: ChannelHost.Total)).Should().BeOfType<SendOutcome.NotSent>();
        (await SendAsync(within: ChannelHost.Total)).Should().BeOfType<SendOutcome.Waiting>();
        Host.Circuits.List().Single(c => c.Scope is not null).State.Should().Be(BreakerState.Open);
    }

    [Fact]
    public async Task Send_ServerWithoutTls_IsNotGivenTheMessage()
    {
        host = NewHost(("Email:Smtp:Security", "starttls"));
        (await SendAsync()).Should().BeOfType<SendOutcome.NotSent>();
        sink.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_CertificateNobodyVouchesFor_IsNotGivenTheMessage()
    {
        using var certificate = SmtpSink.SelfSigned();
        sink.Certificate = certificate;
        host = NewHost(("Email:Smtp:Security", "starttls"));
        (await SendAsync()).Should().BeOfType<SendOutcome.NotSent>();
        sink.Receipts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("right", typeof(SendOutcome.Delivered))]
    [InlineData("wrong", typeof(SendOutcome.CredentialDead))]
    public async Task Send_SignsInOverTls(string password, Type outcome)
    {
        using var certificate = SmtpSink.SelfSigned();
        (sink.Certificate, sink.User, sink.Password) = (certificate, "taskflow", "right");
        host = NewHost(("Email:Smtp:Security", "starttls"), ("Email:Smtp:User", "taskflow"), ("Email:Smtp:Password", password));
        var thumbprint = certificate.Thumbprint;
        var channel = Host.Make<SmtpChannel>(
            new System.Net.Security.RemoteCertificateValidationCallback(
                (_, shown, _, _) => ((X509Certificate2)shown!).Thumbprint == thumbprint
            )
        );
        (await channel.SendAsync(Message(), default)).Should().BeOfType(outcome);
        sink.Receipts.Count(r => r.Encrypted && r.User == "taskflow").Should().Be(password == "right" ? 1 : 0);
        sink.Receipts.Count(r => !r.Encrypted).Should().Be(0);
    }

    [Fact]
    public async Task Send_CallerGivesUp_Throws_AndIsNoFailure()
    {
        sink.Next(new SmtpFault(SmtpStage.Greeting));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var send = () => Host.Channel("smtp").SendAsync(Message(), soon.Token);
        await send.Should().ThrowAsync<OperationCanceledException>();
        Host.Circuits.List().Where(c => c.Scope is not null).Should().BeEmpty();
    }

    public Task InitializeAsync()
    {
        sink.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        host?.Dispose();
        await sink.DisposeAsync();
    }

    private ChannelHost NewHost(params (string Key, string Value)[] settings) =>
        new([
            ("Email:Smtp:Host", "127.0.0.1"),
            ("Email:Smtp:Port", sink.Port.ToString(CultureInfo.InvariantCulture)),
            ("Email:From", "TaskFlow <noreply@taskflow.test>"),
            .. settings,
        ]);

    private async Task<SendOutcome> SendAsync(OutgoingMessage? message = null, TimeSpan? within = null)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await Host.Channel("smtp").SendAsync(message ?? Message(), default);
        if (within is { } limit)
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(limit + Tolerance);
        return outcome;
    }

    private static OutgoingMessage Message() =>
        new(
            Ids.New(),
            OrganizationId: null,
            new Destination(IntegrationId: null, new Dictionary<string, string>(), new Dictionary<string, string>()),
            Event: null,
            "WEB-42 was assigned to you",
            "Zoë assigned it to you.",
            new Uri("https://taskflow.test/t/WEB-42"),
            "ann@example.com"
        );
}
