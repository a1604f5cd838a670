using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Workers.Imports;
using TaskFlow.Workers.Maintenance;
using TaskFlow.Workers.Outbox;

namespace TaskFlow.Workers;

public static class WorkerServices
{
    /// <summary>What a node with the role worker does besides answering requests. Any number of nodes may: work is claimed by row (ADR 0008).</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddImportWorker();
        services.AddHostedService<OutboxRouter>();
        services.AddHostedService<ExpiredKeys>();
        return services;
    }
}
