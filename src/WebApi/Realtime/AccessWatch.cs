using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Whoever may no longer see a project is told nothing more of it, on every node within 5 s, also when the hint is lost; whose session or token
/// has ended is cut off (C-4.4).
/// </summary>
internal sealed partial class AccessWatch : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private const int TicksBetweenLooks = 6;

    private readonly NotedIds hinted = new();
    private readonly LiveConnections live;
    private readonly IPresence presence;
    private readonly IIdentities identities;
    private readonly IRealtimeBus bus;
    private readonly TimeProvider time;
    private readonly ILogger<AccessWatch> logger;

    public AccessWatch(
        LiveConnections live,
        IPresence presence,
        IIdentities identities,
        IRealtimeBus bus,
        TimeProvider time,
        ILogger<AccessWatch> logger
    ) => (this.live, this.presence, this.identities, this.bus, this.time, this.logger) = (live, presence, identities, bus, time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(hint =>
        {
            if (hint is Hint.AccessMoved moved)
                hinted.Add(moved.UserId);
        });
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (tick % TicksBetweenLooks == 0)
                    await LookAsync(live.All, stoppingToken);
                else if (hinted.Take() is { Count: > 0 } users)
                    await LookAsync([.. live.All.Where(connection => users.Contains(connection.Principal.UserId))], stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task LookAsync(ICollection<LiveConnection> connections, CancellationToken stoppingToken)
    {
        if (connections.Count == 0)
            return;
        try
        {
            var holding = await identities.StillHoldingAsync([.. connections.Select(connection => connection.Principal)], stoppingToken);
            var byCredential = holding.DistinctBy(CredentialOf).ToDictionary(CredentialOf);
            var left = new List<PresenceMark>();
            foreach (var connection in connections)
                left.AddRange(Judge(connection, byCredential.GetValueOrDefault(CredentialOf(connection.Principal))));
            // Last, and for all at once: nobody's access waits for presence.
            if (left.Count > 0)
                await presence.LeaveAsync(left, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogAway(logger, failure.Message);
        }
    }

    /// <returns>Where the connection was and may not be any more.</returns>
    private List<PresenceMark> Judge(LiveConnection connection, Principal? now)
    {
        if (now is null)
        {
            connection.End("access");
            return [];
        }
        var left = new List<PresenceMark>();
        connection.Principal = now;
        foreach (var feed in connection.Subscriptions.Select(subscription => subscription.Feed))
        {
            if (now.Memberships.Any(membership => membership.OrganizationId == feed.OrganizationId && membership.Sees(feed.ProjectId)))
                continue;
            left.Add(connection.MarkIn(feed.ProjectId));
            live.Unsubscribe(connection, feed.ProjectId);
            connection.Say("unsubscribed", new SubscriptionEnded(feed.ProjectId, "access"));
        }
        return left;
    }

    private static (Guid?, Guid?) CredentialOf(Principal principal) => (principal.SessionId, principal.TokenId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access of live connections cannot be looked up now: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
