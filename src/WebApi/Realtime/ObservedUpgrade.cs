using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Keeps the socket that the hub accepts, to know how it ended: SignalR takes a line that broke without a close message for a client that left,
/// so a node that loses all its connections would count none as lost (C-4.5). Browsers wait for the answer to their close message; Microsoft's
/// .NET client does not, so what it closed may have broken before it was heard.
/// </summary>
internal sealed class ObservedUpgrade(IHttpWebSocketFeature upgrade) : IHttpWebSocketFeature
{
    private WebSocket? socket;

    public bool IsWebSocketRequest => upgrade.IsWebSocketRequest;

    /// <summary>The client has closed the page or the connection, and said so.</summary>
    public bool HasClientLeft => socket?.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable;

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => socket = await upgrade.AcceptAsync(context);
}
