using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>A word that tasks of a project may carry.</summary>
public sealed class Label : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 50;
    public const string DefaultColor = "#5a6270";

    private Label() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public string Name { get; private set; } = "";

    public string Color { get; private set; } = DefaultColor;

    /// <summary>A deleted one stays as a row, so that deleting it again is a success and unknown ids stay unknown.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Label Add(
        Guid organizationId,
        Guid projectId,
        string name,
        string? color,
        Guid actorId,
        DateTimeOffset at,
        Guid? importId = null
    )
    {
        var label = new Label
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            ProjectId = projectId,
            Name = name.Trim(),
            Color = color ?? DefaultColor,
        };
        var snapshot = new
        {
            id = label.Id,
            name = label.Name,
            color = label.Color,
        };
        object values = importId is null ? new { label = snapshot } : new { label = snapshot, import_id = importId };
        label.Raise(label.Event("label.created", FieldChange.None, values, actorId, at) with { ImportId = importId });
        return label;
    }

    public void Edit(string? name, string? color, Guid actorId, DateTimeOffset at)
    {
        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        if (name?.Trim() is { } trimmed && !string.Equals(trimmed, Name, StringComparison.Ordinal))
        {
            changes["name"] = new FieldChange(Name, trimmed);
            Name = trimmed;
        }

        if (color is not null && !string.Equals(color, Color, StringComparison.Ordinal))
        {
            changes["color"] = new FieldChange(Color, color);
            Color = color;
        }

        if (changes.Count == 0)
            return;
        Version++;
        Raise(Event("label.updated", changes, null, actorId, at));
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Delete(Guid actorId, DateTimeOffset at)
    {
        if (DeletedAt is not null)
            return;
        DeletedAt = at;
        Version++;
        Raise(Event("label.deleted", FieldChange.None, new { name = Name }, actorId, at));
    }

    private WorkflowChanged Event(
        string type,
        IReadOnlyDictionary<string, FieldChange> changes,
        object? data,
        Guid actorId,
        DateTimeOffset at
    ) => new(new ResourceStamp("label", Id, null, Version), OrganizationId, ProjectId, type, changes, data, actorId, at);
}
