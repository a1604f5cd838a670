using System.Collections.Concurrent;
using Npgsql;
using TaskFlow.Infrastructure.Health;

namespace TaskFlow.WebApi.Health;

/// <summary>
/// Looks at every dependency every few seconds, so that a health page costs nothing and answers at once however sick a dependency is.
/// One look at a time, on a connection of its own (S-5.1).
/// </summary>
public sealed partial class DependencyMonitor(
    IReadOnlyList<DependencyProbe> probes,
    SchemaSupport schema,
    string connectionString,
    TimeProvider time,
    ILogger<DependencyMonitor> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Sighting> sightings = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the dependency last worked, and whether it did at the last look.</summary>
    public sealed record Sighting(bool Works, DateTimeOffset? LastWorked);

    public IReadOnlyDictionary<string, Sighting> Sightings => sightings;

    /// <summary>The last schema version seen; null before the first look, and kept while PostgreSQL is away.</summary>
    public int? SchemaVersion { get; private set; }

    /// <summary>When the loop last turned; a loop that stands still is a process that does.</summary>
    public DateTimeOffset LastTurn { get; private set; } = time.GetUtcNow();

    public Task FirstLook => firstLook.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            LastTurn = time.GetUtcNow();
            firstLook.TrySetResult();
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var results = await Task.WhenAll(probes.Select(probe => probe.RunAsync(time, cancellationToken)));
            foreach (var result in results)
                Record(result);
            if (sightings.TryGetValue("postgres", out var postgres) && postgres.Works)
                await ReadSchemaAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The process stops; the last sightings stay.
        }
    }

    private void Record(ProbeResult result)
    {
        var before = sightings.GetValueOrDefault(result.Name);
        sightings[result.Name] = new Sighting(result.Succeeded, result.Succeeded ? time.GetUtcNow() : before?.LastWorked);
        if (!result.Succeeded && before is not { Works: false })
            LogLost(logger, result.Name, result.Detail);
        if (result.Succeeded && before is { Works: false })
            LogBack(logger, result.Name);
    }

    private async Task ReadSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(DependencyProbes.Unpooled(connectionString).ConnectionString);
            await connection.OpenAsync(cancellationToken);
            SchemaVersion = await schema.ReadVersionAsync(connection, cancellationToken);
        }
        catch (NpgsqlException error)
        {
            LogLost(logger, "schema", error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dependency} does not work: {Detail}")]
    private static partial void LogLost(ILogger logger, string dependency, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Dependency} works again")]
    private static partial void LogBack(ILogger logger, string dependency);
}
