namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Requests per minute; 0 switches a limit off.</summary>
public sealed record RateLimitsOptions
{
    /// <summary>Of one user; 100.</summary>
    public int PerUserPerMinute { get; init; } = 100;

    /// <summary>Of one organization; 5000.</summary>
    public int PerOrganizationPerMinute { get; init; } = 5000;

    /// <summary>Of one address that is not signed in; 60.</summary>
    public int AnonymousPerMinute { get; init; } = 60;
}

/// <summary>Pending deliveries of one organization at which its writes are slowed, then refused.</summary>
public sealed record BackpressureOptions
{
    /// <summary>Bulk, import and integration-triggered writes get 503 <c>NOTIFICATION_BACKLOG</c> from here; 10 000.</summary>
    [AtLeast(1)]
    public int MaxPendingDeliveries { get; init; } = 10_000;

    /// <summary>Every write that notifies is refused from here; 200 000.</summary>
    [AtLeast(1)]
    public int HardLimit { get; init; } = 200_000;
}

/// <summary>What leaves the installation.</summary>
public sealed record DeliveriesOptions
{
    /// <summary>
    /// After a mail to somebody about a task, what else happens to that task waits this long and comes in one mail; 30 s. Longer than a person types,
    /// shorter than they notice.
    /// </summary>
    public TimeSpan CoalescingWindow { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Answers of <c>/health/readiness</c>.</summary>
public sealed record HealthOptions
{
    /// <summary>
    /// Dependencies without which this node asks for no traffic. <c>postgres</c> alone: all nodes share the others,
    /// and a node that leaves the rotation for them only turns a clear refusal into an error of the load balancer.
    /// </summary>
    [OneOf("postgres", "redis", "search", "files", "issuer")]
    public IReadOnlyList<string> ReadinessRequires { get; init; } = ["postgres"];
}

/// <summary>WebSocket connections.</summary>
public sealed record RealtimeOptions
{
    /// <summary>Connections of one user; 5.</summary>
    [AtLeast(1)]
    public int PerUser { get; init; } = 5;

    /// <summary>Connections of one organization; 500.</summary>
    [AtLeast(1)]
    public int PerOrganization { get; init; } = 500;

    /// <summary>A client that does not take a message within this is disconnected; 5 s.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A sign of life is sent this often; 30 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Someone not heard of for this long is no longer shown as present; 90 s, three heartbeats.</summary>
    public TimeSpan PresenceExpiry { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Events this young are replayed from memory; 15 min. Older ones come from the log.</summary>
    public TimeSpan ReplayWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Clients get this long to move to another node when this one stops; 30 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Idempotency keys.</summary>
public sealed record IdempotencyOptions
{
    /// <summary>A stored answer is replayed this long; 24 h.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);
}
