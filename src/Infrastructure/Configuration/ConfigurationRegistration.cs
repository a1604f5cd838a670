using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TaskFlow.Infrastructure.Configuration;

public static partial class ConfigurationRegistration
{
    /// <summary>Loads, checks and registers <see cref="TaskFlowOptions"/>, as itself and as <see cref="IOptions{T}"/>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong; nothing was registered.</exception>
    public static TaskFlowOptions AddTaskFlowOptions(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var result = TaskFlowOptions.Load(configuration, environment.IsDevelopment());
        if (result.Options is not { } options)
            throw new ConfigurationException(result.Errors);
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options));
        if (result.Warnings.Count > 0)
            services.AddHostedService(provider => new WarnAtStart(
                result.Warnings,
                provider.GetRequiredService<ILogger<TaskFlowOptions>>()
            ));
        return options;
    }

    private sealed partial class WarnAtStart(IReadOnlyList<string> warnings, ILogger logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var warning in warnings)
                LogWarning(logger, warning);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(Level = LogLevel.Warning, Message = "Configuration: {Warning}")]
        private static partial void LogWarning(ILogger logger, string warning);
    }
}
