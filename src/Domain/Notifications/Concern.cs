using System.Text.Json;

namespace TaskFlow.Domain.Notifications;

/// <summary>Whom an event of the log concerns, by what it says itself (api.md, "Who is told by default").</summary>
/// <param name="TaskId">The task it is about; of a comment, the one it was made on.</param>
/// <param name="Assigned">Whom it made an assignee.</param>
/// <param name="Mentioned">Whom it named in a comment that did not name them before.</param>
/// <param name="TellsWatchers">It is a comment or a change of status.</param>
public sealed record Concern(Guid TaskId, IReadOnlyList<Guid> Assigned, IReadOnlyList<Guid> Mentioned, bool TellsWatchers)
{
    /// <summary>Whom it reminds of a due date.</summary>
    public IReadOnlyList<Guid> Due { get; init; } = [];

    /// <summary>All whom the event itself names.</summary>
    public IEnumerable<Guid> Named => Assigned.Union(Mentioned).Union(Due);

    /// <param name="changes">The stored JSON, field → {from, to}.</param>
    /// <param name="data">The stored JSON, or null.</param>
    /// <returns>Null when nobody is to be told.</returns>
    /// <exception cref="JsonException">The stored JSON is not what the event catalogue says: the event is poison.</exception>
    public static Concern? Of(string type, Guid resourceId, string changes, string? data)
    {
        var concern = type switch
        {
            "task.created" => OfNewTask(resourceId, data),
            "task.updated" or "task.moved" => OfChangedTask(resourceId, changes),
            "task.due" => OfDueTask(resourceId, data),
            "comment.created" => OfNewComment(data),
            "comment.updated" => OfChangedComment(changes, data),
            _ => null,
        };
        return concern is { TellsWatchers: false, Assigned: [], Mentioned: [], Due: [] } ? null : concern;
    }

    private static Concern OfNewTask(Guid taskId, string? data)
    {
        using var document = Parse(data);
        return new Concern(taskId, Ids(document.RootElement, "task", "assignee_ids"), [], false);
    }

    private static Concern OfChangedTask(Guid taskId, string changes)
    {
        using var document = Parse(changes);
        return new Concern(
            taskId,
            Added(document.RootElement, "assignee_ids"),
            [],
            document.RootElement.TryGetProperty("status_id", out _)
        );
    }

    private static Concern OfDueTask(Guid taskId, string? data)
    {
        using var document = Parse(data);
        return new Concern(taskId, [], [], false) { Due = Ids(document.RootElement, "user_ids") };
    }

    private static Concern OfNewComment(string? data)
    {
        using var document = Parse(data);
        return new Concern(TaskOf(document.RootElement), [], Ids(document.RootElement, "comment", "mentions"), true);
    }

    private static Concern OfChangedComment(string changes, string? data)
    {
        using var document = Parse(changes);
        using var about = Parse(data);
        return new Concern(TaskOf(about.RootElement), [], Added(document.RootElement, "mentions"), false);
    }

    private static Guid TaskOf(JsonElement data) =>
        data.TryGetProperty("task_id", out var id) ? IdOf(id) : throw new JsonException("The event of a comment names no task.");

    private static List<Guid> Added(JsonElement changes, string field)
    {
        if (!changes.TryGetProperty(field, out _))
            return [];
        var before = Ids(changes, field, "from");
        return [.. Ids(changes, field, "to").Except(before)];
    }

    private static List<Guid> Ids(JsonElement root, string outer, string inner)
    {
        if (!root.TryGetProperty(outer, out var holder) || holder.ValueKind != JsonValueKind.Object)
            throw new JsonException($"The event has no {outer}.");
        return Ids(holder, inner);
    }

    private static List<Guid> Ids(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw new JsonException($"{name} is no list.");
        return [.. list.EnumerateArray().Select(IdOf)];
    }

    private static Guid IdOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id)
            ? id
            : throw new JsonException($"{value.GetRawText()} is no id.");

    private static JsonDocument Parse(string? json) => JsonDocument.Parse(json ?? throw new JsonException("The event has no data."));
}
