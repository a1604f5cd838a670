namespace TaskFlow.Domain.Notifications;

/// <summary>A way on which somebody, or another system, is told.</summary>
public enum DeliveryChannel
{
    Inbox,
    Email,
    Slack,
    Webhook,
}
