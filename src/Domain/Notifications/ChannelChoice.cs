namespace TaskFlow.Domain.Notifications;

/// <summary>What was decided about one channel for one person and one event (C-5.3): also that, and why, they are not told on it.</summary>
public sealed record ChannelChoice(DeliveryChannel Channel, SuppressedBy? SuppressedBy)
{
    /// <param name="wants">What the person chose, or the default.</param>
    /// <param name="mailGoesOut">Whether the organization or the installation can send e-mail now.</param>
    public static IReadOnlyList<ChannelChoice> For(NotificationPreference wants, bool mailGoesOut) =>
        [
            new(DeliveryChannel.Inbox, wants.Inbox ? null : Notifications.SuppressedBy.Preference),
            new(
                DeliveryChannel.Email,
                !wants.Email ? Notifications.SuppressedBy.Preference
                    : !mailGoesOut ? Notifications.SuppressedBy.Paused
                    : null
            ),
        ];
}
