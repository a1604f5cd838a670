using System.Globalization;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// What is sent one at a time, and folded into one message when it piles up (C-1.4, api.md): what goes to a Slack integration, and what one person
/// is mailed about one task. Webhooks have none: programs want every event.
/// </summary>
public static class DeliveryLane
{
    public static string? Of(DeliveryChannel channel, Guid? userId, Guid? integrationId, Guid? taskId) =>
        channel switch
        {
            DeliveryChannel.Slack => Text($"{integrationId}"),
            DeliveryChannel.Email => Text($"{userId}/{taskId}"),
            _ => null,
        };

    private static string Text(FormattableString lane) => lane.ToString(CultureInfo.InvariantCulture);
}
