using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Health;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Health;

/// <summary>
/// Whether this node wants traffic (settled choice 2): not while starting or draining, not with a schema it does not know, not when it has
/// not reached a required dependency for a while. Anything else that fails leaves it in, degraded: all nodes share it.
/// </summary>
public sealed class ReadinessCheck(
    NodeState node,
    DependencyMonitor monitor,
    SchemaSupport schema,
    TaskFlowOptions options,
    TimeProvider time
)
{
    /// <summary>A restart or fail-over of a dependency is shorter and should not empty the load balancer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public HealthReport Report()
    {
        var checks = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["process"] = Process(), ["schema"] = Schema() };
        foreach (var (name, sighting) in monitor.Sightings)
            checks[name] = Dependency(name, sighting);
        var status =
            checks.ContainsValue(HealthReport.Unavailable) || node.Phase != NodePhase.Serving ? HealthReport.Unavailable
            : checks.ContainsValue(HealthReport.Degraded) ? HealthReport.Degraded
            : HealthReport.Ok;
        return new HealthReport(status, checks);
    }

    private string Process() =>
        node.Phase switch
        {
            NodePhase.Serving => HealthReport.Ok,
            NodePhase.Starting => "starting",
            _ => "draining",
        };

    private string Schema() =>
        monitor.SchemaVersion is { } version && schema.Includes(version) ? HealthReport.Ok : HealthReport.Unavailable;

    private string Dependency(string name, DependencyMonitor.Sighting sighting)
    {
        if (sighting.Works)
            return HealthReport.Ok;
        var gone = sighting.LastWorked is not { } lastWorked || time.GetUtcNow() - lastWorked > Patience;
        return gone && options.Health.ReadinessRequires.Contains(name, StringComparer.Ordinal)
            ? HealthReport.Unavailable
            : HealthReport.Degraded;
    }
}
