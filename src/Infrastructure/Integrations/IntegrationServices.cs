using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Integrations;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Integrations.Webhooks;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Integrations;

public static class IntegrationServices
{
    /// <summary>What integrations need besides their channels.</summary>
    public static IServiceCollection AddIntegrations(this IServiceCollection services, TaskFlowOptions options)
    {
        // The name is part of every key: without it each node would have its own, made of the directory it runs in.
        services.AddDataProtection().SetApplicationName("TaskFlow");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<NpgsqlDataSource>(
                (ring, database) =>
                {
                    var seal = options.Secrets.ReadKey() is { } key ? new KeyRingSeal(key) : null;
                    ring.XmlRepository = new KeyRing(database, seal);
                    // The ring seals by itself; without a key the framework's warning that nothing does is true.
                    ring.XmlEncryptor = seal is null ? null : new NullXmlEncryptor();
                }
            );
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<IntegrationDirectory>();
        services.AddSingleton<IConnectionTest, ConnectionTest>();
        services.AddSingleton<IWebhookAddressRule, WebhookAddressRule>();
        return services;
    }
}
