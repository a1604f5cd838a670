using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Identity;

namespace TaskFlow.Workers.Deliveries;

internal static class DeliveryServices
{
    /// <summary>Loops of its own for each way out, so that a slow one holds up no other.</summary>
    public static IServiceCollection AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton(provider => new OwnMailServer(provider.GetRequiredService<TaskFlowOptions>().Email.Smtp.Host.Length > 0));
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<DeliveryLease>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<DeliveryContents>();
        services.AddSingleton<MailRoutes>();
        services.AddSingleton<DestinationPace>();
        services.AddSingleton<DestinationRest>();
        services.AddSingleton<DeliverySender>();
        foreach (var channel in new[] { DeliveryChannel.Email, DeliveryChannel.Slack, DeliveryChannel.Webhook })
            for (var loop = 0; loop < Deliverer.LoopsOf(channel); loop++)
                services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Deliverer>(provider, channel));
        services.AddHostedService<DeliveryReaper>();
        services.AddSingleton<AccountMailQueue>();
        services.AddSingleton<AccountMailSender>();
        services.AddHostedService<AccountMailer>();
        return services;
    }
}
