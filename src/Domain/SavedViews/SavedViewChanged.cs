using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.SavedViews;

/// <summary>view.created, view.updated and view.deleted: what others see of a view.</summary>
public sealed record SavedViewChanged(
    ResourceStamp Stamp,
    SavedView View,
    string Name,
    IReadOnlyDictionary<string, FieldChange> FieldChanges,
    object? Values,
    Guid ActorId,
    DateTimeOffset At
) : DomainEvent(View.OrganizationId, View.ProjectId, Stamp, ActorId, At)
{
    public override string Type => Name;

    public override IReadOnlyDictionary<string, FieldChange> Changes => FieldChanges;

    public override object? Data => Values;
}
