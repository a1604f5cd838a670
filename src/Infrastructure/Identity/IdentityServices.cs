using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Identity;

public static class IdentityServices
{
    /// <summary>Needs the options and the data source.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IPasswords, Passwords>();
        services.AddSingleton<IIdentities, Identities>();
        services.AddSingleton(provider => InstallationOf(provider.GetRequiredService<TaskFlowOptions>()));
        return services;
    }

    public static Installation InstallationOf(TaskFlowOptions options)
    {
        var oidc = options.Auth.Oidc;
        var client = oidc.Authority.Length > 0 ? new OidcClient(oidc.Authority, oidc.ClientId) : null;
        return new Installation(options.PublicUrl, options.Auth.Local, client, options.Ops.Administrators);
    }
}
