using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Integrations.Webhooks;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations;

internal static class NotificationChannels
{
    /// <summary>Every way out of the installation, and what keeps it from harm.</summary>
    public static IServiceCollection AddNotificationChannels(this IServiceCollection services)
    {
        services.AddSingleton<Circuits>();
        services.AddSingleton<OutgoingPipelines>();
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<SsrfGuard>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        return services;
    }
}
