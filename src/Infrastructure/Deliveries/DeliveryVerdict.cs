using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>What follows from a try: the schedule, the dead letter, or that nobody knows (C-1.1, C-3b).</summary>
/// <param name="now">For the age of an event; leases and due times are the database's.</param>
/// <param name="chance">0 up to 1, exclusive.</param>
internal sealed class DeliveryVerdict(DateTimeOffset now, Func<double> chance)
{
    private static readonly TimeSpan BehindAProbe = TimeSpan.FromSeconds(10);

    /// <summary>Of a pause that was asked for, added by chance: not all come back at once (C-1.1).</summary>
    public const double ThrottleSpread = 0.25;

    public DateTimeOffset Now => now;

    public DeliveryMark Of(ClaimedDelivery delivery, DeliveryChannel channel, bool deduplicates, SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Delivered(var id) => new(delivery, DeliveryStatus.Delivered, "delivered", TimeSpan.Zero, null, id),
            SendOutcome.Throttled(var wait, var error) => Later(
                delivery,
                channel,
                "throttled",
                wait * (1 + ThrottleSpread * chance()),
                error
            ),
            SendOutcome.Waiting(var probeAt) => Later(
                delivery,
                channel,
                "waiting",
                Max(probeAt - now, TimeSpan.Zero) + BehindAProbe * chance(),
                "Earlier messages to this destination failed; the next try waits for it to recover."
            ),
            SendOutcome.CredentialDead(var error) => Later(delivery, channel, "credential_dead", DestinationRest.WhilePaused, error),
            SendOutcome.Refused(var error, _) => new(delivery, DeliveryStatus.Dead, "refused", TimeSpan.Zero, error, null),
            SendOutcome.NotSent(var error) => Again(delivery, channel, "not_sent", error),
            SendOutcome.Ambiguous(var error) when deduplicates || IsOwedOnce(delivery) => Again(delivery, channel, "ambiguous", error),
            SendOutcome.Ambiguous(var error) => new(delivery, DeliveryStatus.Unknown, "ambiguous", TimeSpan.Zero, error, null),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };

    /// <summary>The destination is paused: not even tried.</summary>
    public DeliveryMark Paused(ClaimedDelivery delivery, DeliveryChannel channel, string why) =>
        IsTooOld(delivery, channel)
            ? Expired(delivery, "waiting", why)
            : new(delivery, DeliveryStatus.Pending, "waiting", DestinationRest.WhilePaused, why, null);

    public static DeliveryMark Suppressed(ClaimedDelivery delivery, SuppressedBy by) =>
        new(delivery, DeliveryStatus.Suppressed, "waiting", TimeSpan.Zero, null, null, by);

    public static DeliveryMark GivenUp(ClaimedDelivery delivery, string why) =>
        new(delivery, DeliveryStatus.Dead, "refused", TimeSpan.Zero, why, null);

    /// <summary>What is addressed to a person because it concerns them is sent at least once; the rest at most once (C-3b).</summary>
    private static bool IsOwedOnce(ClaimedDelivery delivery) =>
        delivery.Reason is NotificationReason.Assigned or NotificationReason.Mentioned;

    private DeliveryMark Later(ClaimedDelivery delivery, DeliveryChannel channel, string outcome, TimeSpan pause, string error) =>
        IsTooOld(delivery, channel)
            ? Expired(delivery, outcome, error)
            : new(delivery, DeliveryStatus.Pending, outcome, pause, error, null, GivesTryBack: true);

    /// <summary>Programs want every event, however late; a person is not told of yesterday.</summary>
    private bool IsTooOld(ClaimedDelivery delivery, DeliveryChannel channel) =>
        channel != DeliveryChannel.Webhook && now - delivery.Since >= RetrySchedule.Horizon;

    private static DeliveryMark Expired(ClaimedDelivery delivery, string outcome, string why) =>
        new(delivery, DeliveryStatus.Expired, outcome, TimeSpan.Zero, why, null);

    private DeliveryMark Again(ClaimedDelivery delivery, DeliveryChannel channel, string outcome, string error) =>
        RetrySchedule.After(channel, delivery.Attempts + 1 - delivery.AttemptsBefore, now - delivery.Since, chance()) is { } pause
            ? new(delivery, DeliveryStatus.Pending, outcome, pause, error, null)
            : new(delivery, DeliveryStatus.Dead, outcome, TimeSpan.Zero, error, null);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
