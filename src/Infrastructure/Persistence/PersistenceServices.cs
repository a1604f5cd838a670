using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Persistence;

public static class PersistenceServices
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString).Build());
        services.AddPooledDbContextFactory<AppDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    .AddInterceptors(new TenancyInterceptor(), new TenantWriteGuard())
                    .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
        );
        services.AddScoped(provider =>
            provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext().For(provider.GetRequiredService<Actor>())
        );
        services.AddScoped<IAppDbContext>(provider => provider.GetRequiredService<AppDbContext>());
        services.AddScoped<UnitOfWork>();
        services.AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<UnitOfWork>());
        return services;
    }
}
