using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Health;

namespace TaskFlow.WebApi.Health;

public static class HealthEndpoints
{
    /// <summary>A loop that should turn every few seconds and has not for this long will not any more.</summary>
    private static readonly TimeSpan StandstillAfter = TimeSpan.FromSeconds(30);

    /// <param name="services">The host's.</param>
    /// <param name="connectionString">PostgreSQL, be it the embedded one or another.</param>
    /// <param name="schema">What this release can work with.</param>
    public static IServiceCollection AddHealth(this IServiceCollection services, string connectionString, SchemaSupport schema)
    {
        services.AddSingleton(schema);
        services.AddHttpClient("health");
        services.AddSingleton<IReadOnlyList<DependencyProbe>>(provider =>
            DependencyProbes.For(
                provider.GetRequiredService<TaskFlowOptions>(),
                connectionString,
                provider.GetRequiredService<IHttpClientFactory>().CreateClient("health")
            )
        );
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DependencyMonitor>(provider, connectionString));
        services.AddHostedService(provider => provider.GetRequiredService<DependencyMonitor>());
        services.AddSingleton<ReadinessCheck>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeployCheck>(provider, connectionString));
        return services;
    }

    /// <summary>The health pages: without authentication, never cached, out of the API description.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/liveness", (DependencyMonitor monitor, TimeProvider time) => Liveness(monitor, time).ToResult());
        health.MapGet("/readiness", (ReadinessCheck check) => check.Report().ToResult());
        health.MapGet(
            "/deploy",
            async (DeployCheck check, CancellationToken cancellationToken) => (await check.ReportAsync(cancellationToken)).ToResult()
        );
        health.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.Response.Headers.CacheControl = "no-store";
                return next(context);
            }
        );
    }

    /// <summary>Says nothing about dependencies: a restart of this process would not heal them.</summary>
    private static HealthReport Liveness(DependencyMonitor monitor, TimeProvider time)
    {
        var turning = time.GetUtcNow() - monitor.LastTurn < StandstillAfter;
        var status = turning ? HealthReport.Ok : HealthReport.Unavailable;
        return new HealthReport(status, new Dictionary<string, string>(StringComparer.Ordinal) { ["process"] = status });
    }
}
