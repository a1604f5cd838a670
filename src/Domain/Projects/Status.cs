using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>A column of the board. The limit of work in progress is a hint: it never refuses a task.</summary>
public sealed class Status : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;

    /// <summary>The workflow of a project that names none.</summary>
    public static readonly IReadOnlyList<StatusDraft> Default =
    [
        new("Backlog", StatusCategory.Backlog, "#8a93a3", null),
        new("Todo", StatusCategory.Unstarted, "#5a6270", null),
        new("In Progress", StatusCategory.Started, "#3453c4", null),
        new("In Review", StatusCategory.Started, "#8f5a00", null),
        new("Done", StatusCategory.Done, "#16703d", null),
        new("Canceled", StatusCategory.Canceled, "#c02626", null),
    ];

    private Status() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public string Name { get; private set; } = "";

    public StatusCategory Category { get; private set; }

    public string Color { get; private set; } = "";

    /// <summary>Order on the board, from 0, without a gap after each change.</summary>
    public int Position { get; private set; }

    public int? WipLimit { get; private set; }

    /// <summary>A deleted one stays as a row, so that deleting it again is a success and unknown ids stay unknown.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Status Add(
        Guid organizationId,
        Guid projectId,
        StatusDraft draft,
        int position,
        Guid actorId,
        DateTimeOffset at,
        Guid? importId = null
    )
    {
        var status = FirstOf(organizationId, projectId, draft, position);
        object values = importId is null ? new { status = status.Snapshot() } : new { status = status.Snapshot(), import_id = importId };
        status.Raise(status.Event("status.created", FieldChange.None, values, actorId, at) with { ImportId = importId });
        return status;
    }

    /// <summary>A status of a new project: no event of its own, the project's first event stands for all.</summary>
    public static Status FirstOf(Guid organizationId, Guid projectId, StatusDraft draft, int position) =>
        new()
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            ProjectId = projectId,
            Name = draft.Name.Trim(),
            Category = draft.Category,
            Color = draft.Color,
            Position = position,
            WipLimit = draft.WipLimit,
        };

    public void Edit(StatusEdit edit, Guid actorId, DateTimeOffset at)
    {
        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        if (edit.Name?.Trim() is { } name && !string.Equals(name, Name, StringComparison.Ordinal))
        {
            changes["name"] = new FieldChange(Name, name);
            Name = name;
        }

        if (edit.Category is { } category && category != Category)
        {
            changes["category"] = new FieldChange(Category, category);
            Category = category;
        }

        if (edit.Color is { } color && !string.Equals(color, Color, StringComparison.Ordinal))
        {
            changes["color"] = new FieldChange(Color, color);
            Color = color;
        }

        if (edit.WipLimit is { } limit && limit.Value != WipLimit)
        {
            changes["wip_limit"] = new FieldChange(WipLimit, limit.Value);
            WipLimit = limit.Value;
        }

        if (edit.Position is { } position && position != Position)
        {
            changes["position"] = new FieldChange(Position, position);
            Position = position;
        }

        if (changes.Count == 0)
            return;
        Version++;
        Raise(Event("status.updated", changes, null, actorId, at));
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Delete(Guid? movedTo, Guid actorId, DateTimeOffset at)
    {
        if (DeletedAt is not null)
            return;
        DeletedAt = at;
        Version++;
        Raise(Event("status.deleted", FieldChange.None, new { moved_to = movedTo }, actorId, at));
    }

    /// <summary>Its cards have new ranks in the order that they had (S-2.4). Nobody edited anything, so no version changes.</summary>
    public void TellOfNewRanks(IReadOnlyList<NewRank> ranks, Guid actorId, DateTimeOffset at) =>
        Raise(
            Event(
                "status.reordered",
                FieldChange.None,
                new { tasks = ranks.Select(r => new { id = r.TaskId, rank = r.Rank }) },
                actorId,
                at
            )
        );

    private object Snapshot() =>
        new
        {
            id = Id,
            name = Name,
            category = Category,
            color = Color,
            position = Position,
            wip_limit = WipLimit,
        };

    private WorkflowChanged Event(
        string type,
        IReadOnlyDictionary<string, FieldChange> changes,
        object? data,
        Guid actorId,
        DateTimeOffset at
    ) => new(new ResourceStamp("status", Id, null, Version), OrganizationId, ProjectId, type, changes, data, actorId, at);
}

public sealed record NewRank(Guid TaskId, string Rank);

public sealed record StatusDraft(string Name, StatusCategory Category, string Color, int? WipLimit);

/// <summary>Null = leave it; the limit is wrapped because null is one of its values.</summary>
public sealed record StatusEdit(string? Name, StatusCategory? Category, string? Color, int? Position, WipLimitEdit? WipLimit);

public sealed record WipLimitEdit(int? Value);
