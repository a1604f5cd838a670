using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Redis;

namespace TaskFlow.Infrastructure.Realtime;

internal static class RealtimeServices
{
    /// <summary>What nodes share about connections: in this process alone, or through Redis.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services, TaskFlowOptions options)
    {
        services.AddSingleton(options.Realtime);
        return options.Redis.Connection.Length > 0 ? services.AddShared(options.Redis) : services.AddInProcess();
    }

    private static IServiceCollection AddInProcess(this IServiceCollection services)
    {
        services.AddSingleton<IRealtimeBus, InProcessBus>();
        services.AddSingleton<IPresence, InProcessPresence>();
        services.AddSingleton<IConnectionLeases, InProcessLeases>();
        services.AddSingleton<IReplayWindow, NoReplayWindow>();
        return services;
    }

    private static IServiceCollection AddShared(this IServiceCollection services, RedisOptions options)
    {
        services.AddSingleton(provider => new RedisLink(
            options,
            provider.GetRequiredService<NpgsqlDataSource>().ReadIdAsync,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisLink>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<RedisLink>());
        services.AddSingleton<RedisBus>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisBus>());
        services.AddSingleton<IRealtimeBus>(provider => provider.GetRequiredService<RedisBus>());
        services.AddSingleton<IPresence, RedisPresence>();
        services.AddSingleton<InProcessLeases>();
        services.AddSingleton<IConnectionLeases, RedisLeases>();
        services.AddSingleton<IReplayWindow, RedisReplayWindow>();
        return services;
    }
}
