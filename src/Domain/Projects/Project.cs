using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>A body of work with its own key, workflow, labels and numbered log.</summary>
public sealed class Project : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;
    public const int DescriptionMaxLength = 100_000;

    private Project() { }

    public Guid OrganizationId { get; private init; }

    /// <summary>2–10 characters, <c>[A-Z][A-Z0-9]*</c>, unique in the organization, never changed: task keys are built from it.</summary>
    public string Key { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public static Project Start(Guid id, Guid organizationId, string key, string name, string? description, Guid actorId, DateTimeOffset at)
    {
        var project = new Project
        {
            Id = id,
            OrganizationId = organizationId,
            Key = key,
            Name = name.Trim(),
            Description = description ?? "",
            CreatedBy = actorId,
            CreatedAt = at,
            UpdatedAt = at,
        };
        project.Raise(
            new ProjectChanged(project.Stamp(), organizationId, "project.created", FieldChange.None, actorId, at)
            {
                Values = new
                {
                    project = new
                    {
                        id,
                        key,
                        name = project.Name,
                        description = project.Description,
                    },
                },
            }
        );
        return project;
    }

    public Result<Done> Edit(string? name, string? description, int? baseVersion, Guid actorId, DateTimeOffset at)
    {
        if (baseVersion > Version)
            return VersionErrors.FromFuture(baseVersion.Value, Version);
        if (baseVersion is { } stated && stated != Version)
            return VersionErrors.Stale(stated, Version);
        if (ArchivedAt is not null)
            return ProjectErrors.Archived;

        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        if (name is not null && !string.Equals(name.Trim(), Name, StringComparison.Ordinal))
        {
            changes["name"] = new FieldChange(Name, name.Trim());
            Name = name.Trim();
        }

        if (description is not null && !string.Equals(description, Description, StringComparison.Ordinal))
        {
            changes["description"] = new FieldChange(Description, description);
            Description = description;
        }

        if (changes.Count > 0)
            Changed("project.updated", changes, actorId, at);
        return Done.Value;
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Archive(Guid actorId, DateTimeOffset at)
    {
        if (ArchivedAt is not null)
            return;
        ArchivedAt = at;
        Changed("project.archived", ArchivedChange(null, at), actorId, at);
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Restore(Guid actorId, DateTimeOffset at)
    {
        if (ArchivedAt is not { } archived)
            return;
        ArchivedAt = null;
        Changed("project.restored", ArchivedChange(archived, null), actorId, at);
    }

    private static Dictionary<string, FieldChange> ArchivedChange(DateTimeOffset? from, DateTimeOffset? to) =>
        new(StringComparer.Ordinal) { ["archived_at"] = new FieldChange(from, to) };

    private void Changed(string type, Dictionary<string, FieldChange> changes, Guid actorId, DateTimeOffset at)
    {
        Version++;
        UpdatedAt = at;
        Raise(new ProjectChanged(Stamp(), OrganizationId, type, changes, actorId, at));
    }

    private ResourceStamp Stamp() => new("project", Id, Key, Version);
}
