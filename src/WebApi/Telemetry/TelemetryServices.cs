using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.WebApi.Telemetry;

internal static class TelemetryServices
{
    /// <summary>The metrics page, where it is on. Before all other hosted services: they are stopped in the opposite order.</summary>
    public static IServiceCollection AddMetricsPage(this IServiceCollection services, MetricsOptions options)
    {
        if (options.Port == 0)
            return services;
        services.AddSingleton(options);
        return services.AddHostedService<MetricsPage>();
    }
}
