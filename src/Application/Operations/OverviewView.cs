using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Operations;

/// <param name="DelayedSince">What is due has been waiting since then; null while everybody is told in time.</param>
/// <param name="Breakers">Of the node that answers: breakers are not shared (C-1.3). Those that are simply closed are left out.</param>
public sealed record OverviewView(
    DateTimeOffset? DelayedSince,
    OutboxView Outbox,
    IReadOnlyList<QueueView> Deliveries,
    IReadOnlyList<BreakerView> Breakers,
    IReadOnlyList<ConnectionsView> Connections
);

/// <param name="Waiting">Events that were not fanned out yet.</param>
/// <param name="Dead">Events that failed five times and were set aside.</param>
public sealed record OutboxView(long Waiting, DateTimeOffset? OldestAt, long Dead);

/// <param name="Pending">All that wait, for a later try too.</param>
/// <param name="Due">Those whose time has come.</param>
public sealed record QueueView(
    DeliveryChannel Channel,
    long Pending,
    long Due,
    DateTimeOffset? OldestDueAt,
    long InFlight,
    long Unknown,
    long Dead
);

/// <param name="Scope">A fingerprint of the credential or the id of the integration; null for the whole host.</param>
/// <param name="ProbeAt">When an open one lets the next call through.</param>
public sealed record BreakerView(string Dependency, string Host, string? Scope, string State, int FailuresInARow, DateTimeOffset? ProbeAt);

/// <param name="State">As PostgreSQL names it: active, idle, idle in transaction.</param>
public sealed record ConnectionsView(string Application, string State, long Count);
