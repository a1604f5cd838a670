using TaskFlow.Application.Operations;
using TaskFlow.WebApi.Health;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class OverviewEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/ops/overview", GetAsync).WithTags("Operations").Answers<InstallationOverview>("GetOverview");
        api.MapPost("/ops/outbox/retry", RetryAsync).WithTags("Operations").Answers<DeadEventsRetried>("RetryDeadEvents");
    }

    private static Task<IResult> GetAsync(DependencyMonitor monitor, Api api) =>
        api.AskAsync(new GetOverview(), overview => Answer.Ok(InstallationOverview.From(overview, monitor)));

    private static Task<IResult> RetryAsync(Api api) => api.SendAsync(new RetryDeadEvents(), retried => Answer.Ok(retried));
}

/// <param name="Dependencies">By name, as the node that answers last saw them; a look is at most a few seconds old.</param>
internal sealed record InstallationOverview(
    IReadOnlyDictionary<string, DependencyState> Dependencies,
    DateTimeOffset? DelayedSince,
    OutboxView Outbox,
    IReadOnlyList<QueueView> Deliveries,
    IReadOnlyList<BreakerView> Breakers,
    IReadOnlyList<ConnectionsView> Connections
)
{
    public static InstallationOverview From(OverviewView overview, DependencyMonitor monitor) =>
        new(
            monitor.Sightings.ToDictionary(
                pair => pair.Key,
                pair => new DependencyState(pair.Value.Works, pair.Value.LastWorked),
                StringComparer.Ordinal
            ),
            overview.DelayedSince,
            overview.Outbox,
            overview.Deliveries,
            overview.Breakers,
            overview.Connections
        );
}

internal sealed record DependencyState(bool Works, DateTimeOffset? LastWorked);
