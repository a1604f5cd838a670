using Microsoft.Extensions.Configuration;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>What this process does. Several roles in one process are the embedded mode; one role per process scales out.</summary>
[Flags]
public enum NodeRoles
{
    None = 0,

    /// <summary>Answers HTTP.</summary>
    Api = 1,

    /// <summary>Holds the WebSocket connections of browsers.</summary>
    Realtime = 2,

    /// <summary>Runs the background loops: imports, outbox, deliveries, jobs.</summary>
    Worker = 4,
}

/// <summary>Everything an operator may set, bound from the section <c>TaskFlow</c> and checked before anything starts.</summary>
public sealed record TaskFlowOptions
{
    public const string SectionName = "TaskFlow";

    /// <summary>Comma list of <c>api</c>, <c>realtime</c>, <c>worker</c>. All three in Development; elsewhere it must be said, since a forgotten worker is a queue nobody empties.</summary>
    public NodeRoles Roles { get; init; }

    /// <summary>Directory of the embedded PostgreSQL, uploaded files and keys; <c>.data</c> below the working directory. Nodes that share work share it too.</summary>
    public string Data { get; init; } = ".data";

    /// <summary>Address under which browsers reach TaskFlow; links in mail, cookies and redirects are made from it.</summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:5080");

    public DatabaseOptions Database { get; init; } = new();

    public RedisOptions Redis { get; init; } = new();

    public FilesOptions Files { get; init; } = new();

    public SearchOptions Search { get; init; } = new();

    public AuthOptions Auth { get; init; } = new();

    public RateLimitsOptions RateLimits { get; init; } = new();

    public BackpressureOptions Backpressure { get; init; } = new();

    public DeliveriesOptions Deliveries { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    public RealtimeOptions Realtime { get; init; } = new();

    public IdempotencyOptions Idempotency { get; init; } = new();

    public ResilienceOptions Resilience { get; init; } = new();

    public IntegrationsOptions Integrations { get; init; } = new();

    public EmailOptions Email { get; init; } = new();

    public SecretsOptions Secrets { get; init; } = new();

    public OpsOptions Ops { get; init; } = new();

    public TelemetryOptions Telemetry { get; init; } = new();

    public ImportsOptions Imports { get; init; } = new();

    public JobsOptions Jobs { get; init; } = new();

    /// <summary>True when TaskFlow starts and stops its own PostgreSQL below <see cref="Data"/>.</summary>
    public bool UsesEmbeddedDatabase => Database.Connection.Length == 0;

    /// <summary>Reads and checks the section; all errors are reported together, so that an operator fixes them in one go.</summary>
    /// <param name="configuration">The root configuration.</param>
    /// <param name="development">Whether <see cref="Roles"/> may be left out.</param>
    public static ConfigurationResult Load(IConfiguration configuration, bool development)
    {
        var section = configuration.GetSection(SectionName);
        var binder = new OptionsBinder();
        var options = new TaskFlowOptions { Roles = development ? NodeRoles.Api | NodeRoles.Realtime | NodeRoles.Worker : NodeRoles.None };
        binder.Bind(options, section);
        var bound = options with { Resilience = ResilienceOptions.Bind(binder, section.GetSection(nameof(Resilience))) };
        var errors = binder.Errors.Count > 0 ? binder.Errors : ConfigurationRules.Check(bound).ToList();
        var warnings = UnknownKeys.Find(section, binder.KnownKeys);
        return new ConfigurationResult(errors.Count == 0 ? bound : null, errors, warnings);
    }
}

/// <summary>The options, or every reason why there are none; warnings never stop a start.</summary>
public sealed record ConfigurationResult(TaskFlowOptions? Options, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings);
