namespace TaskFlow.WebApi.Http;

/// <summary>Serves the user interface that <c>Web.targets</c> builds into <c>wwwroot</c>.</summary>
internal static class WebAppEndpoints
{
    // Names made by Vite carry a hash of the content, so what they name never changes.
    private const string Immutable = "public, max-age=31536000, immutable";

    // A miss below these is an answer of its own, never the page of the user interface.
    private static readonly string[] ServerPrefixes = ["/api", "/hubs", "/swagger", "/problems", "/metrics", "/health"];

    /// <summary>Must be called before the host is built: without it any environment but Development serves empty files from build output.</summary>
    public static void AddWebApp(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // The catch-all route for files that appear while the server runs would join its methods to those of every other route (405, Allow).
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        // In Development ASP.NET watches the assets and sends them through gzip at level 0, three times their size; ours change by a build only.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
    }

    /// <summary>Maps the assets, and the single page for every address that is not the server's.</summary>
    public static void UseWebApp(this WebApplication app)
    {
        app.Use(CacheHashedAssetsAsync);
        app.MapStaticAssets();
        var page = new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" };
        app.MapWhen(IsOfTheUserInterface, branch => branch.Use(ShowPageAsync).UseStaticFiles(page));
    }

    /// <summary>Not a fallback route: routing would take its methods for those of every other route (405, Allow).</summary>
    private static bool IsOfTheUserInterface(HttpContext context)
    {
        var request = context.Request;
        return context.GetEndpoint() is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !Path.HasExtension(request.Path.Value)
            && !ServerPrefixes.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.Ordinal));
    }

    private static Task ShowPageAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.Path = "/index.html";
        return next(context);
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
