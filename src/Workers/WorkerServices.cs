using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Infrastructure.Outbox;
using TaskFlow.Workers.Deliveries;
using TaskFlow.Workers.Imports;
using TaskFlow.Workers.Jobs;
using TaskFlow.Workers.Outbox;
using TaskFlow.Workers.Tasks;

namespace TaskFlow.Workers;

public static class WorkerServices
{
    /// <summary>What a node with the role worker does besides answering requests. Any number of nodes may: work is claimed by row (ADR 0008).</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddImportWorker();
        services.AddSingleton<Fanout>();
        services.AddHostedService<OutboxRouter>();
        services.AddDeliveries();
        services.AddJobs();
        return services;
    }

    /// <summary>What a node with the role api does after its own answers. It is asked for in memory, so it runs where the request did.</summary>
    public static IServiceCollection AddRequestFollowUps(this IServiceCollection services)
    {
        services.AddHostedService<RankSpreader>();
        return services;
    }
}
