using Microsoft.Extensions.Logging;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Deliveries;
using TaskFlow.Application.Identity;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;

namespace TaskFlow.Infrastructure.Identity;

/// <summary>Sends claimed mails through the installation's own server, with its breaker and limits, and marks what came of it (ADR 0029).</summary>
public sealed partial class AccountMailSender(
    AccountMailQueue queue,
    ISecretBox secrets,
    IEnumerable<INotificationChannel> channels,
    Installation installation,
    TimeProvider clock,
    ILogger<AccountMailSender> logger
)
{
    private static readonly TimeSpan WhileRefused = TimeSpan.FromMinutes(1);

    public async Task SendAsync(ClaimedMail mail, CancellationToken cancellationToken)
    {
        var smtp = channels.Single(c => c.Kind == DeliveryRoute.OwnMailServer.Kind);
        var outcome = await smtp.SendAsync(Message(mail), cancellationToken);
        var now = clock.GetUtcNow();
        DeliveryMetrics.Count(DeliveryChannel.Email, outcome, now - mail.CreatedAt);
        // The outcome is known: stopping must not lose it.
        await SettleAsync(mail, outcome, now, CancellationToken.None);
    }

    private Task SettleAsync(ClaimedMail mail, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        outcome switch
        {
            SendOutcome.Delivered => queue.MarkAsync(mail.Id, AccountMailStatus.Delivered, TimeSpan.Zero, null, cancellationToken),
            SendOutcome.Refused(var error, _) => BuryAsync(mail, error, cancellationToken),
            SendOutcome.CredentialDead(var error) => AgainAsync(mail, WhileRefused, error, cancellationToken),
            SendOutcome.Throttled(var wait, var error) => AgainAsync(mail, wait, error, cancellationToken),
            SendOutcome.Waiting(var probeAt) => AgainAsync(
                mail,
                probeAt > now ? probeAt - now : TimeSpan.Zero,
                "Earlier mails failed; the next try waits for the mail server to recover.",
                cancellationToken
            ),
            // Somebody waits for it, and two mails with one link harm nobody: at least once.
            SendOutcome.NotSent(var error) => RetryAsync(mail, error, now, cancellationToken),
            SendOutcome.Ambiguous(var error) => RetryAsync(mail, error, now, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };

    private Task RetryAsync(ClaimedMail mail, string error, DateTimeOffset now, CancellationToken cancellationToken) =>
        RetrySchedule.After(DeliveryChannel.Email, mail.Attempts, now - mail.CreatedAt, Random.Shared.NextDouble()) is { } pause
            ? AgainAsync(mail, pause, error, cancellationToken)
            : BuryAsync(mail, error, cancellationToken);

    private Task AgainAsync(ClaimedMail mail, TimeSpan pause, string error, CancellationToken cancellationToken) =>
        queue.MarkAsync(mail.Id, AccountMailStatus.Pending, pause, error, cancellationToken);

    private Task BuryAsync(ClaimedMail mail, string error, CancellationToken cancellationToken)
    {
        LogDead(logger, mail.Id, mail.Kind, error);
        return queue.MarkAsync(mail.Id, AccountMailStatus.Dead, TimeSpan.Zero, error, cancellationToken);
    }

    private OutgoingMessage Message(ClaimedMail mail)
    {
        var secret = secrets.Open(mail.Id, AccountMails.SecretName, mail.SealedSecret);
        var until = mail.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
        // The secret stands behind #: browsers send that part to no server, neither as the address nor as the referrer.
        var (subject, text, page) = mail.Kind switch
        {
            AccountMailKind.PasswordReset => (
                "Set a new password for TaskFlow",
                $"Hello {mail.Name},\n\nsomebody asked for a new password for this address. The link works once, until {until}. If it was not you, do nothing: your password stays as it is.",
                "/reset"
            ),
            AccountMailKind.EmailVerification => (
                "Confirm your e-mail address for TaskFlow",
                $"Hello {mail.Name},\n\nopen the link to confirm that this address is yours. It works until {until}. If you have no account, do nothing.",
                "/verify-email"
            ),
        };
        var link = new Uri(installation.LinkTo($"{page}#{secret}"));
        return new OutgoingMessage(mail.Id, null, DeliveryRoute.OwnMailServer.Destination, null, subject, text, link, mail.Email);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} ({Kind}) was given up: {Error}")]
    private static partial void LogDead(ILogger logger, Guid mail, AccountMailKind kind, string error);
}
