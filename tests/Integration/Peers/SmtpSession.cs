using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TaskFlow.Integration.Peers;

/// <summary>One connection to the <see cref="SmtpSink"/>: the server's half of RFC 5321, with STARTTLS and AUTH PLAIN.</summary>
internal sealed class SmtpSession(SmtpSink sink, Stream connection)
{
    private readonly List<string> recipients = [];
    private Stream stream = connection;
    private string from = "";
    private string? user;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await SayAsync(SmtpStage.Greeting, "220 sink.test ESMTP", cancellationToken))
            return;
        while (await ReadLineAsync(cancellationToken) is { } line)
            if (!await ObeyAsync(line, cancellationToken))
                return;
    }

    private async Task<bool> ObeyAsync(string line, CancellationToken cancellationToken)
    {
        var verb = line.Split(' ')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                await WriteAsync(
                    string.Concat(Extensions().Prepend("sink.test").Select(e => $"250-{e}\r\n")) + "250 HELP",
                    cancellationToken
                );
                return true;
            case "STARTTLS":
                await WriteAsync("220 go ahead", cancellationToken);
                await EncryptAsync(sink.Certificate!, cancellationToken);
                return true;
            case "AUTH":
                return await SayAsync(SmtpStage.Auth, SignIn(line), cancellationToken);
            case "MAIL":
                (from, _) = (line, recipients.RemoveAll(_ => true));
                return await SayAsync(SmtpStage.Mail, "250 2.1.0 ok", cancellationToken);
            case "RCPT":
                recipients.Add(line);
                return await SayAsync(SmtpStage.Recipient, "250 2.1.5 ok", cancellationToken);
            case "DATA":
                return await SayAsync(SmtpStage.Data, "354 end with a dot", cancellationToken) && await TakeAsync(cancellationToken);
            case "QUIT":
                await WriteAsync("221 bye", cancellationToken);
                return false;
            default:
                await WriteAsync(verb is "RSET" or "NOOP" ? "250 ok" : "502 not implemented", cancellationToken);
                return true;
        }
    }

    private IEnumerable<string> Extensions()
    {
        if (sink.Certificate is not null && stream is not SslStream)
            yield return "STARTTLS";
        if (sink.User is not null)
            yield return "AUTH PLAIN";
        yield return "SMTPUTF8";
        yield return "8BITMIME";
    }

    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == ".")
            {
                sink.Keep(new SmtpReceipt(from, [.. recipients], text.ToString(), stream is SslStream, user, DateTimeOffset.UtcNow));
                return await SayAsync(SmtpStage.Text, "250 2.0.0 queued", cancellationToken);
            }
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }
        return false;
    }

    private string SignIn(string line)
    {
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
        if (parts[1] != sink.User || parts[2] != sink.Password)
            return "535 5.7.8 authentication failed";
        user = parts[1];
        return "235 2.7.0 welcome";
    }

    private async Task EncryptAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate },
            cancellationToken
        );
        stream = encrypted;
    }

    /// <summary>False when the connection is to end.</summary>
    private async Task<bool> SayAsync(SmtpStage stage, string reply, CancellationToken cancellationToken)
    {
        if (sink.FaultAt(stage) is not { } fault)
        {
            await WriteAsync(reply, cancellationToken);
            return true;
        }
        if (fault.Reset)
            return false;
        if (fault.Reply is null)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        await WriteAsync(fault.Reply!, cancellationToken);
        return true;
    }

    private async Task WriteAsync(string line, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        List<byte> line = [];
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) > 0)
        {
            if (one[0] == (byte)'\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }
}
