using System.Diagnostics;
using TaskFlow.Application;
using TaskFlow.Infrastructure;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Demo;
using TaskFlow.WebApi.Auth;
using TaskFlow.WebApi.Endpoints;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;
using TaskFlow.WebApi.Realtime;
using TaskFlow.Workers;

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
            services.AddWorkers();
        if (options.Roles.HasFlag(NodeRoles.Api))
            services.AddRequestFollowUps();
        if (options.Roles.HasFlag(NodeRoles.Realtime))
            services.AddRealtimeHub(options);
        services.AddTaskFlowAuthentication();
        services.AddOpenApiDocument();
        builder.AddLogging();
    }

    /// <summary>Every log line of a request has its trace id (P-4, C-5.1): JSON lines for collectors, readable ones in Development.</summary>
    private static void AddLogging(this WebApplicationBuilder builder)
    {
        Activity.DefaultIdFormat = ActivityIdFormat.W3C;
        builder.Logging.Configure(logging =>
            logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId
        );
        if (!builder.Environment.IsDevelopment())
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
    }

    public static void UseWebApi(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<UnknownParameterMiddleware>();
        // Authentication asks whether a request is an upgrade.
        app.UseWebSockets();
        app.UseTaskFlowAuthentication();
        if (app.Services.GetRequiredService<TaskFlowOptions>().Roles.HasFlag(NodeRoles.Realtime))
            app.UseRealtimeHub();
        app.MapApi();
        app.MapOpenApiDocument();
        ProblemPages.Map(app);
        app.UseWebApp();
    }
}
