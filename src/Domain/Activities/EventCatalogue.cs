namespace TaskFlow.Domain.Activities;

/// <summary>Every type of event that the log tells of; the catalogue's samples say what is in each.</summary>
public static class EventCatalogue
{
    /// <summary>Stands for all of them, also those of later releases.</summary>
    public const string Every = "*";

    public static readonly IReadOnlyList<string> All =
    [
        "comment.created",
        "comment.deleted",
        "comment.updated",
        "import.finished",
        "label.created",
        "label.deleted",
        "label.updated",
        "milestone.created",
        "milestone.deleted",
        "milestone.updated",
        "project.archived",
        "project.created",
        "project.restored",
        "project.updated",
        "status.created",
        "status.deleted",
        "status.reordered",
        "status.updated",
        "task.archived",
        "task.created",
        "task.due",
        "task.linked",
        "task.moved",
        "task.restored",
        "task.unlinked",
        "task.updated",
        "view.created",
        "view.deleted",
        "view.updated",
    ];
}
