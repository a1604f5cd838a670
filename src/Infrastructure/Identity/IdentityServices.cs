using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Identity;

public static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, TaskFlowOptions options)
    {
        services.AddSingleton<IPasswords, Passwords>();
        services.AddSingleton<IIdentities, Identities>();
        services.AddSingleton(InstallationOf(options));
        return services;
    }

    private static Installation InstallationOf(TaskFlowOptions options)
    {
        var oidc = options.Auth.Oidc;
        var client = oidc.Authority.Length > 0 ? new OidcClient(oidc.Authority, oidc.ClientId) : null;
        return new Installation(options.PublicUrl, options.Auth.Local, client, options.Ops.Administrators)
        {
            SendsMail = options.Email.Smtp.Host.Length > 0,
            PasswordResetLifetime = options.Auth.PasswordResetLifetime,
            EmailVerificationLifetime = options.Auth.EmailVerificationLifetime,
        };
    }
}
