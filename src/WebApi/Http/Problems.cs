using System.Diagnostics;
using System.Text.Json;
using TaskFlow.Application.Common;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>Writes refusals as RFC 9457 problems with the members of api.md.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, Error error)
    {
        var kind = ProblemCatalogue.Of(error.Code);
        var response = context.Response;
        response.StatusCode = kind.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (error.Code == ErrorCodes.IdempotencyInProgress)
            response.Headers.RetryAfter = "1";
        else if (kind.Status is 503 or 429)
            response.Headers.RetryAfter = Random.Shared.Next(1, 4).ToString(System.Globalization.CultureInfo.InvariantCulture);

        var problem = new Problem(
            $"/problems/{kind.Slug}",
            kind.Title,
            kind.Status,
            error.Message,
            context.Request.Path,
            kind.Code,
            error.Message,
            error.Details ?? new Dictionary<string, object?>(StringComparer.Ordinal),
            TraceIdOf(context),
            kind.Retryable
        );
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, Json.Options);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}

/// <summary>The body of every refusal (api.md, "Errors").</summary>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string ErrorCode,
    string Message,
    IReadOnlyDictionary<string, object?> Details,
    string TraceId,
    bool Retryable
);
