namespace TaskFlow.Domain.Common;

public abstract class Entity
{
    public Guid Id { get; protected init; }
}

/// <summary>Belongs to one organization. Query filter, write guard and row-level security all hang on this (ADR 0009).</summary>
public interface ITenantOwned
{
    Guid OrganizationId { get; }
}

/// <summary>The unit of change: one version, one decision at a time, and the events that the decision raised.</summary>
public abstract class AggregateRoot : Entity
{
    private readonly List<DomainEvent> events = [];

    /// <summary>Counts the changes of the editable state, from 1. It is the concurrency token and the ETag (ADR 0007).</summary>
    public int Version { get; protected set; } = 1;

    public IReadOnlyList<DomainEvent> Events => events;

    public void ForgetEvents() => events.Clear();

    protected void Raise(DomainEvent domainEvent) => events.Add(domainEvent);
}
