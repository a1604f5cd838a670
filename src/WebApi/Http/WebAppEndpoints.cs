namespace TaskFlow.WebApi.Http;

/// <summary>Serves the user interface that <c>Web.targets</c> builds into <c>wwwroot</c>.</summary>
internal static class WebAppEndpoints
{
    // Names made by Vite carry a hash of the content, so what they name never changes.
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>Must be called before the host is built: without it any environment but Development serves empty files from build output.</summary>
    public static void AddWebApp(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<UserInterfaceRoute>(UserInterfaceRoute.Name));
    }

    /// <summary>Maps the assets, and the single page for every route that is not the server's; call it after all other endpoints.</summary>
    public static void UseWebApp(this WebApplication app)
    {
        app.Use(CacheHashedAssetsAsync);
        app.MapStaticAssets();
        var page = new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" };
        app.MapFallbackToFile($"{{*path:nonfile:{UserInterfaceRoute.Name}}}", "index.html", page).ExcludeFromDescription().AllowAnonymous();
    }

    private static Task CacheHashedAssetsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                    context.Response.Headers.CacheControl = Immutable;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}

/// <summary>A miss below the server's prefixes is an answer of its own (404, 405), never the page of the user interface.</summary>
internal sealed class UserInterfaceRoute : IRouteConstraint
{
    public const string Name = "ui";

    private static readonly string[] ServerPrefixes = ["api", "hubs", "swagger", "problems", "metrics", "health"];

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        var first = (values[routeKey] as string)?.Split('/')[0];
        return !ServerPrefixes.Contains(first, StringComparer.Ordinal);
    }
}
