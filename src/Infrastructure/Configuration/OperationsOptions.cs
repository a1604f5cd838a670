namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Who operates this installation.</summary>
public sealed record OpsOptions
{
    /// <summary>Comma list of e-mail addresses. Empty: on an empty installation the first registered user is one.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];
}

/// <summary>Where traces and metrics go.</summary>
public sealed record TelemetryOptions
{
    /// <summary>OTLP endpoint of a collector. Empty: none.</summary>
    public string Otlp { get; init; } = "";

    public MetricsOptions Metrics { get; init; } = new();
}

/// <summary>The <c>/metrics</c> page for Prometheus.</summary>
public sealed record MetricsOptions
{
    /// <summary>Port of its own, since the page has no authentication; 0 = off.</summary>
    public int Port { get; init; }

    /// <summary>IP address it listens on; 127.0.0.1, so that nobody else reads it unless told to: 0.0.0.0 for a Prometheus on another host.</summary>
    public string Address { get; init; } = "127.0.0.1";
}

/// <summary>How often recurring work runs.</summary>
public sealed record JobsOptions
{
    /// <summary>Integrations are synchronised this often; 5 min.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Derived data is compared with its source this often; 1 h.</summary>
    public TimeSpan ReconciliationInterval { get; init; } = TimeSpan.FromHours(1);
}
