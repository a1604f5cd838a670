using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Identity;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Jobs;
using TaskFlow.Infrastructure.Operations;
using TaskFlow.Infrastructure.Outbox;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.Infrastructure.Realtime;

namespace TaskFlow.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>Everything behind the ports of the application, on this database.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, TaskFlowOptions options, string connectionString)
    {
        services.AddPersistence(DatabaseConnection.For(options.Database, connectionString));
        services.AddSingleton(new IdempotencySettings(options.Idempotency.Retention));
        services.AddIdentity(options);
        services.AddRealtime(options);
        services.AddJobSchedules();
        services.AddNotificationChannels(options);
        services.AddIntegrations(options);
        services.AddSingleton(new BacklogLimits(options.Backpressure.MaxPendingDeliveries, options.Backpressure.HardLimit));
        services.AddSingleton<Backlog>();
        services.AddSingleton<IInstallationLook, InstallationLook>();
        services.AddSingleton<PoisonEvents>();
        services.AddSingleton<IDeadEvents>(provider => provider.GetRequiredService<PoisonEvents>());
        services.AddSingleton<IBacklog>(provider => provider.GetRequiredService<Backlog>());
        services.AddHostedService(provider => provider.GetRequiredService<Backlog>());
        return services;
    }
}
