namespace TaskFlow.Infrastructure.Configuration;

/// <summary>PostgreSQL: where it is and how many connections one process may hold.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Npgsql connection string. Empty: TaskFlow starts the embedded PostgreSQL.</summary>
    [Secret]
    public string Connection { get; init; } = "";

    /// <summary>Npgsql connection string of a read replica for reports. Empty: none.</summary>
    [Secret]
    public string ReplicaConnection { get; init; } = "";

    /// <summary>Connections kept open; 5 spare the first requests after a quiet night the connect.</summary>
    public int MinPool { get; init; } = 5;

    /// <summary>Connections at most; 20 saturate a small server, more only queue inside PostgreSQL.</summary>
    [AtLeast(1)]
    public int MaxPool { get; init; } = 20;

    /// <summary>Wait for a free connection before 503 <c>DATABASE_BUSY</c>; 5 s.</summary>
    public TimeSpan PoolWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An idle connection above <see cref="MinPool"/> is closed after this; 10 min.</summary>
    public TimeSpan IdleLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Every connection is renewed after this; 30 min, so that a fail-over is followed by all.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A statement of a request is cancelled after this; 5 s, 30 s at most.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A statement of a report is cancelled after this; 5 min.</summary>
    public TimeSpan ReportTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A record prints its members; these hold passwords, and options end up in logs.</summary>
    public override string ToString() => nameof(DatabaseOptions);
}
