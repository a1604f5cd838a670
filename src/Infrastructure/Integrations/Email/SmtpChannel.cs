using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Email;

/// <summary>E-mail through the installation's own mail server, one connection per message.</summary>
/// <param name="trust">Judges the server's certificate; null for the machine's own judgement.</param>
internal sealed class SmtpChannel(
    TaskFlowOptions options,
    OutgoingPipelines pipelines,
    TimeProvider clock,
    RemoteCertificateValidationCallback? trust = null
) : INotificationChannel
{
    private readonly SmtpOptions server = options.Email.Smtp;
    private readonly MailboxAddress from = MailboxAddress.Parse(options.Email.From);
    private readonly TimeSpan connectTimeout = options.Resilience.For(ExternalDependency.Smtp).ConnectTimeout;

    public string Kind => "smtp";

    /// <summary>Many mailboxes drop a repetition by its Message-ID, but none has to.</summary>
    public bool Deduplicates => false;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!TryReadAddress(message.Address ?? from.Address, out var to))
            return new SendOutcome.Refused("The recipient has no usable e-mail address.");
        using var mail = Compose(message, to);
        var host = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
        var scope = CallScope.Of(message.Destination);
        var call = new OutgoingCall(ExternalDependency.Smtp, host, scope, scope, BodyUse.Never, _ => throw new InvalidOperationException());
        var attempt = await pipelines.RunAsync(call, token => TryAsync(mail, token, cancellationToken), cancellationToken);
        return attempt.Outcome!;
    }

    /// <summary>One mailbox and nothing else: no list, no display name, no line break.</summary>
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out MailboxAddress? address) =>
        MailboxAddress.TryParse(text, out address)
        && string.Equals(address.Address, text, StringComparison.Ordinal)
        && !text.Any(char.IsControl);

    private MimeMessage Compose(OutgoingMessage message, MailboxAddress to)
    {
        var mail = new MimeMessage
        {
            // The same over all tries.
            MessageId = $"{message.DeliveryId}@{from.Domain}",
            Date = clock.GetUtcNow(),
            Subject = MessageParts.OneLine(message.Subject),
            Body = new TextPart("plain") { Text = MessageParts.Body(message) },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        // No answers of absent people to a machine (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-TaskFlow-Deliveries", MessageParts.Ids(message));
        return mail;
    }

    private async ValueTask<Attempt> TryAsync(MimeMessage mail, CancellationToken cancellationToken, CancellationToken caller)
    {
        var progress = new Progress();
        try
        {
            using var client = await ConnectAsync(cancellationToken);
            await client.SendAsync(mail, cancellationToken, progress);
            await LeaveAsync(client, cancellationToken);
            return new Attempt(new SendOutcome.Delivered(mail.MessageId));
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (SmtpFailure.IsExpected(error))
        {
            if (error is OperationCanceledException)
                ResilienceMetrics.CountTimeout(ExternalDependency.Smtp, cancellationToken.IsCancellationRequested ? "answer" : "connect");
            return new Attempt(SmtpFailure.Read(error, progress.HasBegun));
        }
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        // Revocation lists are not asked for, as for https: a private authority publishes none.
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust };
        try
        {
            var socket = await OpenAsync(cancellationToken);
            await client.ConnectAsync(socket, server.Host, server.Port, SecurityOf(server.Security), cancellationToken);
            if (server.User.Length > 0)
                await client.AuthenticateAsync(server.User, server.Password, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<Socket> OpenAsync(CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(connectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, either.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
        };

    /// <summary>Politeness; the message is delivered however this ends.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception error) when (SmtpFailure.IsExpected(error))
        {
            // The server has gone first.
        }
    }

    /// <summary>Knows whether the text has begun: before that the server cannot have taken the message.</summary>
    private sealed class Progress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
