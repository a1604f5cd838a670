using Microsoft.AspNetCore.SignalR;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Hands each connection to its own pump. SignalR's groups are not used: one client that stops reading would hold up its whole group for the
/// send timeout (L12).
/// </summary>
internal sealed class ActivityHubLifetime(
    LiveConnections live,
    ConnectionDrain drain,
    ILogger<DefaultHubLifetimeManager<ActivityHub>> logger
) : DefaultHubLifetimeManager<ActivityHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        drain.Welcome(live.Add(connection, Admission.Of(connection.GetHttpContext()!)));
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await live.RemoveAsync(connection.ConnectionId);
        await base.OnDisconnectedAsync(connection);
    }
}
