namespace TaskFlow.Domain.Notifications;

/// <summary>When a delivery that failed is tried again (C-1.2, api.md). Pure: the caller gives the chance.</summary>
public static class RetrySchedule
{
    /// <summary>Of api.md for outgoing webhooks, ± 20 %; after the last the delivery is dead.</summary>
    private static readonly TimeSpan[] OfWebhooks =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private const double WebhookJitter = 0.2;

    /// <summary>Other channels: what is a day old helps nobody.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <param name="attempts">Tries that were begun, at least one.</param>
    /// <param name="age">Since the event.</param>
    /// <param name="chance">0 up to 1, exclusive.</param>
    /// <returns>The pause before the next try; null when there is none: the delivery is dead.</returns>
    public static TimeSpan? After(DeliveryChannel channel, int attempts, TimeSpan age, double chance)
    {
        if (channel == DeliveryChannel.Webhook)
            return attempts <= OfWebhooks.Length ? OfWebhooks[attempts - 1] * (1 - WebhookJitter + 2 * WebhookJitter * chance) : null;
        // Full jitter: whoever failed together does not come back together.
        var longest = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 20))));
        return age < Horizon ? longest * chance : null;
    }
}
