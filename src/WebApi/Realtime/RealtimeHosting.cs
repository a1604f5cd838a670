using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskFlow.Application.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Auth;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Realtime;

/// <summary>The hub and all that keeps it going, on nodes with the role <c>realtime</c>.</summary>
internal static class RealtimeHosting
{
    /// <summary>Clients send small calls only (C-4.6).</summary>
    private const int MostReceived = 32 * 1024;

    /// <summary>Our pings keep proxies from cutting a quiet connection.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddRealtimeHub(this IServiceCollection services, TaskFlowOptions options)
    {
        services.AddSingleton(provider => new LiveSettings(options.Realtime, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FeedSource>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<ConnectionPlaces>();
        services.AddHostedService<RealtimeSeries>();
        services.AddHostedService<FeedPoll>();
        services.AddHostedService<AccessWatch>();
        services.AddHostedService<PresenceBeat>();
        services.AddHostedService<LeaseBeat>();
        services.AddHostedService<InboxBeat>();
        services.AddSingleton<ConnectionDrain>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectionDrain>());
        services
            .AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = MostReceived;
                hub.KeepAliveInterval = Ping;
                // A client that only calls Heartbeat counts as alive as long as presence holds it.
                hub.ClientTimeoutInterval = options.Realtime.PresenceExpiry;
                hub.AddFilter<CallerFilter>();
            })
            .AddJsonProtocol(json => Json.Configure(json.PayloadSerializerOptions));
        services.RemoveAll<IHubProtocol>();
        services.AddSingleton<IHubProtocol>(provider => new MeteredProtocol(
            ActivatorUtilities.CreateInstance<JsonHubProtocol>(provider),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<HubLifetimeManager<ActivityHub>, ActivityHubLifetime>();
        return services;
    }

    /// <summary>Behind authentication, in front of the endpoints.</summary>
    public static void UseRealtimeHub(this WebApplication app)
    {
        var realtime = app.Services.GetRequiredService<TaskFlowOptions>().Realtime;
        app.UseMiddleware<HubGate>();
        app.MapHub<ActivityHub>(
                HubGate.Path,
                hub =>
                {
                    hub.Transports = HttpTransportType.WebSockets;
                    hub.TransportSendTimeout = realtime.SendTimeout;
                }
            )
            .WithMetadata(new SignedInOnly(), new ChecksOrigin());
    }
}
