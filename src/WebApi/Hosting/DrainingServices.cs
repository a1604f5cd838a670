namespace TaskFlow.WebApi.Hosting;

public static class DrainingServices
{
    /// <summary>What Kestrel and the hosted services get once draining is over; with <c>Realtime:Drain</c> it stays below 35 s.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddDraining(this IServiceCollection services)
    {
        services.AddSingleton<NodeState>();
        services.AddSingleton<DrainingLifetime>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<DrainingLifetime>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        return services;
    }

    /// <summary>First in the pipeline: counts requests, and while draining asks clients to come back on another connection.</summary>
    public static void UseDraining(this WebApplication app)
    {
        var node = app.Services.GetRequiredService<NodeState>();
        app.Use(
            async (context, next) =>
            {
                // Looked at when the answer starts: draining may begin while the request is served.
                context.Response.OnStarting(CloseWhenDraining, (node, context.Response));
                if (IsNoRequest(context.Request.Path))
                {
                    await next(context);
                    return;
                }
                using var request = node.BeginRequest();
                await next(context);
            }
        );
    }

    /// <summary>A live connection is one request that lasts for hours: it is counted by itself.</summary>
    private static bool IsNoRequest(PathString path) =>
        path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/hubs", StringComparison.Ordinal);

    private static Task CloseWhenDraining(object state)
    {
        var (node, response) = ((NodeState, HttpResponse))state;
        if (node.Phase == NodePhase.Draining && HttpProtocol.IsHttp11(response.HttpContext.Request.Protocol))
            response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
