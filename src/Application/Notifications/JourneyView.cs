using System.Diagnostics;
using TaskFlow.Application.Activities;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Notifications;

/// <param name="User">Null when no person was asked for.</param>
/// <param name="Channels">One for each channel, also those on which nothing was sent.</param>
public sealed record JourneyView(Envelope Event, EnvelopeActor? User, IReadOnlyList<JourneyChannel> Channels)
{
    internal static readonly DeliveryChannel[] OfPeople = [DeliveryChannel.Inbox, DeliveryChannel.Email];
}

/// <param name="Status">As of a delivery; <c>suppressed</c> when it was decided not to tell.</param>
/// <param name="Reason">Why it was suppressed.</param>
/// <param name="ToldBecause">Why the person is told: assigned, mentioned, watching.</param>
public sealed record JourneyChannel(
    DeliveryChannel Channel,
    DeliveryStatus Status,
    SuppressedBy? Reason,
    NotificationReason? ToldBecause,
    int Attempts,
    string? LastError,
    string? ProviderMessageId,
    string? TraceId,
    IReadOnlyList<JourneyStep> Steps
)
{
    internal static JourneyChannel Of(Delivery delivery)
    {
        var steps = new List<JourneyStep> { new(delivery.CommittedAt, "committed", null), new(delivery.RoutedAt, "routed", null) };
        if (delivery.BegunAt is { } begun)
            steps.Add(new JourneyStep(begun, "sending", $"try {delivery.Attempts}"));
        if (delivery.DeliveredAt is { } delivered)
            steps.Add(new JourneyStep(delivered, "delivered", delivery.ProviderMessageId));
        return new JourneyChannel(
            delivery.Channel,
            delivery.Status == DeliveryStatus.Leased ? DeliveryStatus.Pending : delivery.Status,
            delivery.SuppressedBy,
            delivery.Reason,
            delivery.Attempts,
            delivery.LastError,
            delivery.ProviderMessageId,
            TraceIdOf(delivery.Traceparent),
            steps
        );
    }

    /// <summary>The router has not come to it, or has given up.</summary>
    internal static JourneyChannel Of(DeliveryChannel channel, Envelope envelope, WaitingEventView waiting, string? traceparent) =>
        new(
            channel,
            waiting.IsDead ? DeliveryStatus.Dead : DeliveryStatus.Pending,
            null,
            null,
            waiting.Attempts,
            waiting.LastError,
            null,
            TraceIdOf(traceparent),
            [new JourneyStep(envelope.At, "committed", null)]
        );

    internal static JourneyChannel Untold(DeliveryChannel channel, Envelope envelope, SuppressedBy reason, string? traceparent) =>
        new(
            channel,
            DeliveryStatus.Suppressed,
            reason,
            null,
            0,
            null,
            null,
            TraceIdOf(traceparent),
            [new JourneyStep(envelope.At, "committed", null)]
        );

    private static string? TraceIdOf(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, out var context) ? context.TraceId.ToHexString() : null;
}

public sealed record JourneyStep(DateTimeOffset At, string Step, string? Detail);
