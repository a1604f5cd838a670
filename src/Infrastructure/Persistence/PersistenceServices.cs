using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Infrastructure.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

public static class PersistenceServices
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString) { Name = "taskflow" }.Build());
        services.AddPooledDbContextFactory<AppDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    .AddInterceptors(new TenancyInterceptor(), new TenantWriteGuard())
                    .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
        );
        // One registration: a scope disposes what each of its factories returned, and a context that goes back to the pool twice is handed
        // to two requests.
        services.AddScoped<IAppDbContext>(provider =>
            provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext().For(provider.GetRequiredService<Actor>())
        );
        services.AddSingleton<ITaskReader, TaskReader>();
        services.AddScoped<IUnitOfWork>(provider =>
            ActivatorUtilities.CreateInstance<UnitOfWork>(provider, (AppDbContext)provider.GetRequiredService<IAppDbContext>())
        );
        return services;
    }
}
