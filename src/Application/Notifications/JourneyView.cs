using TaskFlow.Application.Activities;
using TaskFlow.Application.Deliveries;
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
/// <param name="ToldBecause">Why the person is told: assigned, mentioned, watching, due.</param>
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
    /// <summary>Of an entry for an integration.</summary>
    public Guid? IntegrationId { get; init; }

    public string? IntegrationName { get; init; }

    internal static JourneyChannel Of(SentDelivery sent)
    {
        var delivery = sent.Delivery;
        var tries = new List<JourneyStep>(sent.Retries);
        tries.AddRange(sent.Attempts.Select(Step));
        if (delivery.DeliveredAt is { } delivered)
            tries.Add(new JourneyStep(delivered, "delivered", delivery.ProviderMessageId));
        return new JourneyChannel(
            delivery.Channel,
            DeliveryView.Shown(delivery.Status),
            delivery.SuppressedBy,
            delivery.Reason,
            delivery.Attempts,
            delivery.LastError,
            delivery.ProviderMessageId,
            DeliveryView.TraceIdOf(delivery.Traceparent),
            [
                new JourneyStep(delivery.CommittedAt, "committed", null),
                new JourneyStep(delivery.RoutedAt, "routed", null),
                .. tries.OrderBy(step => step.At),
            ]
        );
    }

    private static JourneyStep Step(DeliveryAttempt attempt) =>
        new(attempt.StartedAt, "sending", attempt.Error is null ? $"try {attempt.Attempt}" : $"try {attempt.Attempt}: {attempt.Error}");

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
            DeliveryView.TraceIdOf(traceparent),
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
            DeliveryView.TraceIdOf(traceparent),
            [new JourneyStep(envelope.At, "committed", null)]
        );

    /// <summary>What the receiver answered is for those who look after integrations.</summary>
    internal JourneyChannel WithoutTheReceiversWords() =>
        this with
        {
            LastError = null,
            ProviderMessageId = null,
            Steps = [.. Steps.Select(s => s with { Detail = null })],
        };
}

public sealed record JourneyStep(DateTimeOffset At, string Step, string? Detail);

/// <summary>A delivery with its tries, and who had it sent again.</summary>
internal sealed record SentDelivery
{
    public required Delivery Delivery { get; init; }

    public required List<JourneyStep> Retries { get; init; }

    public required List<DeliveryAttempt> Attempts { get; init; }
}
