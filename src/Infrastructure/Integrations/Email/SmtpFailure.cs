using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Email;

/// <summary>What a mail server's refusal or silence means (RFC 5321; C-1.1). A message is taken only with the answer to its last line.</summary>
internal static class SmtpFailure
{
    private const int AuthenticationRequired = 530;
    private const int AuthenticationFailed = 535;
    private const int ServiceNotAvailable = 421;

    /// <param name="textBegun">Whether the text of the message was being sent.</param>
    public static Verdict Read(Exception error, bool textBegun) =>
        error switch
        {
            AuthenticationException { InnerException: SmtpCommandException refused } => Read(refused, atSignIn: true),
            AuthenticationException or ServiceNotAuthenticatedException => new SendOutcome.CredentialDead(
                $"The mail server refused the sign-in: {Line(error)}"
            ),
            SmtpCommandException refused => Read(refused, atSignIn: false),
            _ when textBegun => new SendOutcome.Ambiguous(Describe(error)),
            _ => new SendOutcome.NotSent(Describe(error)),
        };

    /// <summary>Whether an exception is the network's or the server's, as opposed to a mistake of ours.</summary>
    public static bool IsExpected(Exception error) =>
        error
            is IOException
                or System.Net.Sockets.SocketException
                or OperationCanceledException
                or ProtocolException
                or CommandException
                or AuthenticationException
                or SslHandshakeException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException
                or NotSupportedException;

    private static Verdict Read(SmtpCommandException refused, bool atSignIn)
    {
        var code = (int)refused.StatusCode;
        var text = string.Create(CultureInfo.InvariantCulture, $"The mail server answered {code} {Line(refused)}");
        return code switch
        {
            ServiceNotAvailable => new SendOutcome.NotSent(text),
            // Said by the server and therefore certain: not accepted. It answers, so nobody else is to be kept from it.
            >= 400 and < 500 => new Verdict(new SendOutcome.NotSent(text), BreakerSignal.Neutral),
            AuthenticationRequired or AuthenticationFailed => new SendOutcome.CredentialDead(text),
            _ when atSignIn => new SendOutcome.CredentialDead(text),
            _ => new SendOutcome.Refused(text),
        };
    }

    private static string Describe(Exception error) =>
        error is OperationCanceledException
            ? "The mail server did not answer in time."
            : $"The connection to the mail server failed: {Line(error)}";

    private static string Line(Exception error) => MessageParts.OneLine(error.Message);
}
