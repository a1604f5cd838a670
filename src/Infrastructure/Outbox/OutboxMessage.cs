namespace TaskFlow.Infrastructure.Outbox;

/// <summary>An event that still has to be fanned out. Written with the change or not at all (C-6.1).</summary>
internal sealed class OutboxMessage
{
    public long Id { get; private init; }

    public Guid OrganizationId { get; init; }

    public Guid ActivityId { get; init; }

    public int Attempts { get; private init; }

    public DateTimeOffset NextAttemptAt { get; private init; }

    public DateTimeOffset? LeasedUntil { get; private init; }
}
