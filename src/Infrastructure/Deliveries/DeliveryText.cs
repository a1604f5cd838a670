using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>A delivery and what it is about.</summary>
internal sealed record Told(ClaimedDelivery Delivery, DeliveryContent Content);

/// <summary>Events in words, for people who read them outside TaskFlow: a line each that says who did what, and why they are told.</summary>
internal static class DeliveryText
{
    /// <param name="told">At least one; of several, folded into one message, the first gives it its id.</param>
    public static OutgoingMessage Message(IReadOnlyList<Told> told, Destination destination, Installation installation)
    {
        var first = told[0].Content;
        var lines = told.OrderBy(t => t.Delivery.CommittedAt).ThenBy(t => t.Content.Event.Seq).Select(t => Line(t.Content));
        var reasons = told.Select(t => t.Delivery.Reason).OfType<NotificationReason>().Distinct().Order().Select(Why);
        return new OutgoingMessage(
            told[0].Delivery.Id,
            told[0].Delivery.OrganizationId,
            destination,
            first.Event,
            Subject(told),
            string.Join("\n\n", new[] { string.Join('\n', lines), string.Join('\n', reasons) }.Where(part => part.Length > 0)),
            new Uri(installation.LinkTo(Place(told))),
            first.Address
        )
        {
            FoldedIds = [.. told.Skip(1).Select(t => t.Delivery.Id)],
        };
    }

    private static string Line(DeliveryContent content) => $"{content.Event.Actor.Name} {Verb(content.Event.Type)} {About(content)}.";

    private static string About(DeliveryContent content) => content.Task is { } task ? $"{task.Key} {task.Title}" : content.ProjectName;

    private static string Subject(IReadOnlyList<Told> told)
    {
        var first = told[0].Content;
        if (told.Count == 1)
            return $"[{first.ProjectName}] {About(first)}";
        var projects =
            told.Select(t => t.Content.ProjectName).Distinct(StringComparer.Ordinal).Count() == 1 ? $"[{first.ProjectName}] " : "";
        return IsAboutOneTask(told) ? $"{projects}{About(first)} ({told.Count} events)" : $"{projects}{told.Count} events";
    }

    private static string Place(IReadOnlyList<Told> told)
    {
        var first = told[0].Content;
        if (first.Task is { } task && IsAboutOneTask(told))
            return $"/tasks/{task.Key}";
        return told.All(t => t.Content.Event.ProjectId == first.Event.ProjectId) ? $"/projects/{first.Event.ProjectId}/board" : "/";
    }

    private static bool IsAboutOneTask(IReadOnlyList<Told> told) => told.All(t => t.Content.Task?.Key == told[0].Content.Task?.Key);

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
