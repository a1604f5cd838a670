using System.Diagnostics;
using TaskFlow.Application;
using TaskFlow.Infrastructure;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Demo;
using TaskFlow.WebApi.Auth;
using TaskFlow.WebApi.Endpoints;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;
using TaskFlow.Workers.Imports;

namespace TaskFlow.WebApi;

/// <summary>What a node serves over HTTP, and the order a request passes.</summary>
internal static class WebApiHost
{
    public static void AddWebApi(this WebApplicationBuilder builder, TaskFlowOptions options, string connectionString)
    {
        builder.AddWebApp();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateScopes = true;
            provider.ValidateOnBuild = true;
        });
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddScoped<Api>();
        services.AddApplication();
        services.AddInfrastructure(options, connectionString);
        services.AddSingleton<DemoData>();
        if (options.Roles.HasFlag(NodeRoles.Worker))
            services.AddImportWorker();
        services.AddTaskFlowAuthentication();
        services.AddOpenApiDocument();
        // Every answer and every log line has a trace id, whether or not somebody collects spans (C-5.1).
        Activity.DefaultIdFormat = ActivityIdFormat.W3C;
    }

    public static void UseWebApi(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<UnknownParameterMiddleware>();
        app.UseTaskFlowAuthentication();
        app.MapApi();
        app.MapOpenApiDocument();
        ProblemPages.Map(app);
        app.UseWebApp();
    }
}
