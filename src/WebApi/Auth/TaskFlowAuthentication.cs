using Microsoft.AspNetCore.Authentication;

namespace TaskFlow.WebApi.Auth;

/// <summary>One identity, several credentials: personal access token or cookie session (api.md, "Authentication").</summary>
internal static class TaskFlowAuthentication
{
    public const string Scheme = "TaskFlow";

    /// <summary>Only the core: <c>AddAuthentication</c> would bring Data Protection and its key files, which nothing here uses.</summary>
    public static IServiceCollection AddTaskFlowAuthentication(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, CredentialHandler>(Scheme, null);
        return services;
    }

    /// <summary>After routing: the guards look at the endpoint.</summary>
    public static IApplicationBuilder UseTaskFlowAuthentication(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<SignedInGuard>().UseMiddleware<RequestForgeryGuard>();
}
