using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<Guid, bool> hinted = new();
    private readonly LiveConnections live;
    private readonly IIdentities identities;
    private readonly IRealtimeBus bus;
    private readonly TimeProvider time;
    private readonly ILogger<AccessWatch> logger;

    public AccessWatch(LiveConnections live, IIdentities identities, IRealtimeBus bus, TimeProvider time, ILogger<AccessWatch> logger) =>
        (this.live, this.identities, this.bus, this.time, this.logger) = (live, identities, bus, time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(hint =>
        {
            if (hint is Hint.AccessMoved moved)
                hinted[moved.UserId] = true;
        });
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (tick % TicksBetweenLooks == 0)
                    await LookAsync(live.All, stoppingToken);
                else if (TakeHinted() is { Count: > 0 } users)
                    await LookAsync([.. live.All.Where(connection => users.Contains(connection.Principal.UserId))], stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private HashSet<Guid> TakeHinted()
    {
        HashSet<Guid> users = [.. hinted.Keys];
        foreach (var user in users)
            hinted.TryRemove(user, out _);
        return users;
    }

    private async Task LookAsync(ICollection<LiveConnection> connections, CancellationToken stoppingToken)
    {
        if (connections.Count == 0)
            return;
        try
        {
            var holding = await identities.StillHoldingAsync([.. connections.Select(connection => connection.Principal)], stoppingToken);
            var byCredential = holding.DistinctBy(CredentialOf).ToDictionary(CredentialOf);
            foreach (var connection in connections)
                await JudgeAsync(connection, byCredential.GetValueOrDefault(CredentialOf(connection.Principal)));
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogAway(logger, failure.Message);
        }
    }

    private async Task JudgeAsync(LiveConnection connection, Principal? now)
    {
        if (now is null)
        {
            connection.End("access");
            return;
        }
        connection.Principal = now;
        foreach (var feed in connection.Subscriptions.Select(subscription => subscription.Feed))
        {
            if (now.Memberships.Any(membership => membership.OrganizationId == feed.OrganizationId && membership.Sees(feed.ProjectId)))
                continue;
            await live.LeaveAsync(connection, feed.ProjectId);
            connection.Say("unsubscribed", new SubscriptionEnded(feed.ProjectId, "access"));
        }
    }

    private static (Guid?, Guid?) CredentialOf(Principal principal) => (principal.SessionId, principal.TokenId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access of live connections cannot be looked up now: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
