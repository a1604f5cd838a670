using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Jobs;

internal static class QuartzServices
{
    /// <summary>The scheduler on the installation's database. It runs nothing until a worker starts it (ADR 0028).</summary>
    public static IServiceCollection AddJobSchedules(this IServiceCollection services)
    {
        services.AddSingleton<WorkerNode>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "taskflow";
                scheduler.GenerateInstanceId = true;
                // How long a request made on another node may wait.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
                // A job that is running when its node stops is asked to end, and has the time of the stop for it.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "qrtz_";
                    options.StoreJobDataAsStrings = true;
                    options.SchemaProvisioning = SchemaProvisioning.None;
                });
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(10));
            });
        });
        services.AddSingleton<IJobSchedules, JobSchedules>();
        return services;
    }
}
