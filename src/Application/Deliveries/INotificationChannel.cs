using TaskFlow.Application.Activities;

namespace TaskFlow.Application.Deliveries;

/// <summary>
/// A way out of the installation: e-mail, Slack, a webhook. One implementation per provider; it alone knows how the provider's answers are to be
/// read (C-1.1). It never retries what may have been processed and never stores anything: what follows from an outcome is the deliverer's to decide.
/// </summary>
public interface INotificationChannel
{
    /// <summary>The channel and, where several providers serve it, the kind of integration: <c>webhook</c>, <c>slack</c>, <c>sendgrid</c>, <c>smtp</c>.</summary>
    string Kind { get; }

    /// <summary>Whether the receiver drops a repetition by the delivery's id, so that an unknown outcome is settled by sending again (C-3b).</summary>
    bool Deduplicates { get; }

    /// <summary>Tries once, within the limits of C-2. Throws only on cancellation.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>What is sent, complete: a channel looks nothing up.</summary>
/// <param name="DeliveryId">The same over all tries; what the receiver can tell repetitions by.</param>
/// <param name="Event">The event told of; null on a connection test and for messages about no event (password reset).</param>
/// <param name="Subject">One line of plain text.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Link">Where the matter is shown in TaskFlow.</param>
/// <param name="Address">Of a person (e-mail); null where the destination's configuration says where to.</param>
public sealed record OutgoingMessage(
    Guid DeliveryId,
    Guid? OrganizationId,
    Destination Destination,
    Envelope? Event,
    string Subject,
    string Text,
    Uri? Link,
    string? Address
)
{
    /// <summary>Other deliveries that are told of in this message; what comes of it comes of them.</summary>
    public IReadOnlyList<Guid> FoldedIds { get; init; } = [];
}

/// <summary>Where a message goes: the integration's configuration and its secrets in the clear, by the member names of api.md.</summary>
/// <param name="IntegrationId">Null for the installation's own e-mail server.</param>
public sealed record Destination(
    Guid? IntegrationId,
    IReadOnlyDictionary<string, string> Config,
    IReadOnlyDictionary<string, string> Secrets
);
