using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>project.created, project.updated, project.archived, project.restored.</summary>
public sealed record ProjectChanged(
    ResourceStamp Stamp,
    Guid OrganizationId,
    string Name,
    IReadOnlyDictionary<string, FieldChange> FieldChanges,
    Guid ActorId,
    DateTimeOffset At
) : DomainEvent(OrganizationId, Stamp.Id, Stamp, ActorId, At)
{
    public object? Values { get; init; }

    public override string Type => Name;

    public override IReadOnlyDictionary<string, FieldChange> Changes => FieldChanges;

    public override object? Data => Values;
}

/// <summary>status.created, status.updated, status.deleted, the same three of a label and a milestone, and status.reordered.</summary>
public sealed record WorkflowChanged(
    ResourceStamp Stamp,
    Guid OrganizationId,
    Guid ProjectId,
    string Name,
    IReadOnlyDictionary<string, FieldChange> FieldChanges,
    object? Values,
    Guid ActorId,
    DateTimeOffset At
) : DomainEvent(OrganizationId, ProjectId, Stamp, ActorId, At)
{
    public override string Type => Name;

    public override IReadOnlyDictionary<string, FieldChange> Changes => FieldChanges;

    public override object? Data => Values;
}
