using System.Diagnostics;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>Headers of every answer: who it was (request and trace id) and what a browser must not do with it.</summary>
internal sealed class ResponseHeadersMiddleware(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var sent = context.Request.Headers["X-Request-Id"].ToString();
        headers["X-Request-Id"] = Guid.TryParseExact(sent, "D", out _) ? sent : Ids.New().ToString();
        headers["X-Trace-Id"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return next(context);
    }
}
