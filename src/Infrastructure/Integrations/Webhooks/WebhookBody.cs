using System.Text.Json;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Integrations.Webhooks;

/// <summary>The envelope exactly as <c>/changes</c> gives it, and which delivery it is (api.md).</summary>
internal static class WebhookBody
{
    public static byte[] Write(OutgoingMessage message, DateTimeOffset now) =>
        message.Event is { } envelope
            ? WithDelivery(envelope, message.DeliveryId)
            : JsonSerializer.SerializeToUtf8Bytes(new Ping("ping", message.OrganizationId, now, message.DeliveryId), Json.Options);

    private static byte[] WithDelivery(Envelope envelope, Guid deliveryId)
    {
        // Spliced, not rebuilt: stored changes pass through byte for byte.
        var written = JsonSerializer.SerializeToUtf8Bytes(envelope, Json.Options).AsSpan();
        var member = JsonSerializer.SerializeToUtf8Bytes(new DeliveryMember(deliveryId), Json.Options).AsSpan();
        return [.. written[..^1], (byte)',', .. member[1..]];
    }

    /// <summary>What a connection test sends.</summary>
    private sealed record Ping(string Type, Guid? OrganizationId, DateTimeOffset At, Guid DeliveryId);

    private sealed record DeliveryMember(Guid DeliveryId);
}
