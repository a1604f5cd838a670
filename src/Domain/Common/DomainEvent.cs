namespace TaskFlow.Domain.Common;

/// <summary>Something that happened to one resource of a project. It carries values, never entities, and becomes one envelope of the log.</summary>
public abstract record DomainEvent(Guid OrganizationId, Guid ProjectId, ResourceStamp Resource, Guid ActorId, DateTimeOffset At)
{
    /// <summary>The envelope's <c>type</c>, for example <c>task.updated</c>. Part of the contract: see the event catalogue.</summary>
    public abstract string Type { get; }

    /// <summary>What changed, field by field. Empty for a first revision, whose values are in <see cref="Data"/>.</summary>
    public virtual IReadOnlyDictionary<string, FieldChange> Changes => FieldChange.None;

    /// <summary>What a reader needs besides the changes, ready to be written as JSON; null when nothing.</summary>
    public virtual object? Data => null;

    /// <summary>The import that caused it; also in <see cref="Data"/> as <c>import_id</c>.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Imported work notifies nobody and goes to no integration.</summary>
    public bool FansOut => ImportId is null;
}

/// <summary>The resource of an event as it was after it.</summary>
public sealed record ResourceStamp(string Type, Guid Id, string? Key, int Version);

/// <summary>A field's value before and after.</summary>
public sealed record FieldChange(object? From, object? To)
{
    public static readonly IReadOnlyDictionary<string, FieldChange> None = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
}
