using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Hosting;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Realtime;

/// <summary>What was decided when a connection was let in. Lives as long as its upgrade request.</summary>
internal sealed class Admission(Principal principal, ConnectionLease lease, ObservedUpgrade upgrade)
{
    public Principal Principal => principal;

    /// <summary>With the organizations that count this connection; given back when it ends.</summary>
    public ConnectionLease Lease { get; set; } = lease;

    public bool HasClientLeft => upgrade.HasClientLeft;

    public static Admission Of(HttpContext context) =>
        context.Items[typeof(Admission)] as Admission ?? throw new InvalidOperationException("The connection passed no gate.");
}

/// <summary>
/// In front of the hub: another site's browser gets 403, a node that stops 503, and a connection over the limit 429 at negotiate. An upgrade over
/// the limit is accepted and closed with 1008, because a browser shows its script no status (C-4.6; SignalR itself cannot close with 1008).
/// </summary>
internal sealed class HubGate(RequestDelegate next, IConnectionLeases leases, NodeState node, TaskFlowOptions options)
{
    public const string Path = "/hubs/activity";

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);
    private static readonly Error Full = new(
        ErrorCodes.RateLimited,
        "You, or your organizations, have as many live connections as allowed. Close another window or try again later."
    );

    private readonly string ownOrigin = options.PublicUrl.GetLeftPart(UriPartial.Authority);

    public Task InvokeAsync(HttpContext context, Actor actor)
    {
        if (!context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal))
            return next(context);
        if (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin))
            return RefuseAsync(context, "origin", Error.Forbidden($"Live connections are for pages of {ownOrigin} only."));
        if (node.Phase == NodePhase.Draining)
            return RefuseAsync(
                context,
                "drain",
                new Error(ErrorCodes.Draining, "This instance is stopping. Connect again: another one answers.")
            );
        if (!actor.IsSignedIn)
            return next(context);
        var lease = new ConnectionLease(Ids.New(), actor.UserId, actor.Organizations);
        return context.WebSockets.IsWebSocketRequest ? ConnectAsync(context, actor, lease) : NegotiateAsync(context, lease);
    }

    private bool IsOwn(string origin) => string.Equals(origin, ownOrigin, StringComparison.OrdinalIgnoreCase);

    private async Task NegotiateAsync(HttpContext context, ConnectionLease lease)
    {
        if ((await leases.PeekAsync(lease, context.RequestAborted)).IsRefused)
            await RefuseAsync(context, "limit", Full);
        else
            await next(context);
    }

    private async Task ConnectAsync(HttpContext context, Actor actor, ConnectionLease lease)
    {
        var answer = await leases.TakeAsync(lease, context.RequestAborted);
        if (answer.IsRefused)
        {
            RealtimeMetrics.CountRefused("limit");
            await CloseAsync(context);
            return;
        }
        var counted = lease with { OrganizationIds = [.. lease.OrganizationIds.Except(answer.FullOrganizations)] };
        var upgrade = new ObservedUpgrade(context.Features.GetRequiredFeature<IHttpWebSocketFeature>());
        context.Features.Set<IHttpWebSocketFeature>(upgrade);
        var admission = new Admission(actor.Principal, counted, upgrade);
        context.Items[typeof(Admission)] = admission;
        try
        {
            using var connection = node.BeginConnection();
            await next(context);
        }
        finally
        {
            await leases.ReleaseAsync(admission.Lease, CancellationToken.None);
        }
    }

    private static Task RefuseAsync(HttpContext context, string reason, Error error)
    {
        RealtimeMetrics.CountRefused(reason);
        return Problems.WriteAsync(context, error);
    }

    private static async Task CloseAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(ClosePatience);
        try
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, ErrorCodes.RateLimited, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client did not wait for the answer.
        }
    }
}
