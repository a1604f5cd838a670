namespace TaskFlow.WebApi.Http;

/// <summary>Serves the user interface that <c>Web.targets</c> builds into <c>wwwroot</c>.</summary>
internal static class WebAppEndpoints
{
    // Names made by Vite carry a hash of the content, so what they name never changes.
    private const string Immutable = "public, max-age=31536000, immutable";

    // A miss below these prefixes is an answer of its own, never the page of the user interface.
    private static readonly string[] ServerPrefixes = ["api", "hubs", "swagger", "problems", "metrics", "health"];

    /// <summary>Must be called before the host is built: without it any environment but Development serves empty files from build output.</summary>
    public static void AddWebApp(this WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    /// <summary>Maps the assets, a 404 for every unknown server route and the single page for the rest; call it after all other endpoints.</summary>
    public static void UseWebApp(this WebApplication app)
    {
        app.Use(CacheHashedAssetsAsync);
        app.MapStaticAssets();
        foreach (var prefix in ServerPrefixes)
            app.MapFallback($"/{prefix}/{{**rest}}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound))
                .ExcludeFromDescription();

        app.MapFallbackToFile(
                "index.html",
                new StaticFileOptions { OnPrepareResponse = page => page.Context.Response.Headers.CacheControl = "no-cache" }
            )
            .ExcludeFromDescription();
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
