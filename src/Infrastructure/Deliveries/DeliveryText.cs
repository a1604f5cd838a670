using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>An event in words, for people who read it outside TaskFlow: one line that says who did what, and why they are told.</summary>
internal static class DeliveryText
{
    public static OutgoingMessage Message(
        ClaimedDelivery delivery,
        DeliveryContent content,
        Destination destination,
        Installation installation
    )
    {
        var about = content.Task is { } task ? $"{task.Key} {task.Title}" : content.ProjectName;
        var link = new Uri(
            installation.LinkTo(content.Task is { } shown ? $"/tasks/{shown.Key}" : $"/projects/{content.Event.ProjectId}/board")
        );
        var happened = $"{content.Event.Actor.Name} {Verb(content.Event.Type)} {about}";
        var why = delivery.Reason is { } reason ? $"\n\n{Why(reason)}" : "";
        return new OutgoingMessage(
            delivery.Id,
            delivery.OrganizationId,
            destination,
            content.Event,
            $"[{content.ProjectName}] {about}",
            $"{happened}.{why}",
            link,
            content.Address
        );
    }

    private static string Verb(string type) =>
        type switch
        {
            "task.created" => "created",
            "task.updated" => "changed",
            "task.moved" => "moved",
            "task.archived" => "archived",
            "task.restored" => "restored",
            "task.linked" => "linked",
            "task.unlinked" => "unlinked",
            "task.due" => "reminds you of the due date of",
            "comment.created" => "commented on",
            "comment.updated" => "edited a comment on",
            "comment.deleted" => "deleted a comment on",
            _ => $"did {type} in",
        };

    private static string Why(NotificationReason reason) =>
        reason switch
        {
            NotificationReason.Assigned => "You are told because the task was assigned to you.",
            NotificationReason.Mentioned => "You are told because you were mentioned.",
            NotificationReason.Watching => "You are told because you watch the task.",
            NotificationReason.Due => "You are told because the task is due soon or overdue.",
        };
}
