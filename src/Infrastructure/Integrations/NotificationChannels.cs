using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Integrations.Email;
using TaskFlow.Infrastructure.Integrations.SendGrid;
using TaskFlow.Infrastructure.Integrations.Slack;
using TaskFlow.Infrastructure.Integrations.Webhooks;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations;

internal static class NotificationChannels
{
    /// <summary>Every way out of the installation, and what keeps it from harm.</summary>
    public static IServiceCollection AddNotificationChannels(this IServiceCollection services, TaskFlowOptions options)
    {
        services.AddSingleton<Circuits>();
        services.AddSingleton<OutgoingPipelines>();
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<SsrfGuard>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, SlackChannel>();
        services.AddSingleton<INotificationChannel, SendGridChannel>();
        if (options.Email.Smtp.Host.Length > 0)
            services.AddSingleton<INotificationChannel, SmtpChannel>();
        return services;
    }
}
