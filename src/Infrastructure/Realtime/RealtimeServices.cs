using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Realtime;

internal static class RealtimeServices
{
    /// <summary>What nodes share about connections: in this process alone, or through Redis.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services, TaskFlowOptions options)
    {
        services.AddSingleton(options.Realtime);
        services.AddSingleton<IRealtimeBus, InProcessBus>();
        services.AddSingleton<IPresence, InProcessPresence>();
        services.AddSingleton<IConnectionLeases, InProcessLeases>();
        return services;
    }
}
