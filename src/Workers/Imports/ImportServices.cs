using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Imports;
using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.Workers.Imports;

public static class ImportServices
{
    public static IServiceCollection AddImportWorker(this IServiceCollection services)
    {
        services.AddSingleton<ImportQueue>();
        services.AddSingleton<ImportRunner>();
        services.AddHostedService<ImportWorker>();
        return services;
    }
}
