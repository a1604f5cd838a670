using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Workers.Deliveries;
using TaskFlow.Workers.Maintenance;
using TaskFlow.Workers.Reconciliation;
using TaskFlow.Workers.Reminders;

namespace TaskFlow.Workers.Jobs;

internal static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<IScheduledJob, ExpiredKeys>();
        services.AddSingleton<IScheduledJob, ExpiredLocks>();
        services.AddSingleton<IScheduledJob, OldDeliveries>();
        services.AddSingleton<IScheduledJob, OldPaces>();
        services.AddSingleton<IScheduledJob, OldAccountMails>();
        services.AddSingleton<IScheduledJob, OldRuns>();
        services.AddSingleton<IScheduledJob, LostNodes>();
        services.AddSingleton<IScheduledJob, DueReminders>();
        services.AddSingleton<OrganizationRound>();
        services.AddSingleton<IScheduledJob>(provider => new Reconcile(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<OrganizationRound>(),
            provider.GetRequiredService<TaskFlowOptions>().Jobs.ReconciliationInterval
        ));
        services.AddSingleton<JobLog>();
        services.AddTransient<JobRunner>();
        services.AddHostedService<JobHost>();
        services.AddHostedService<Heartbeat>();
        return services;
    }
}
