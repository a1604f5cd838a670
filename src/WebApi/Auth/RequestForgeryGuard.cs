using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Auth;

/// <summary>
/// Another site can make a browser send our cookie, but not a header of its own choice: unsafe methods with the cookie need one (api.md).
/// Register and login look at no credential and are exempt; what another site can send (forms) they refuse by its media type.
/// </summary>
internal sealed class RequestForgeryGuard(RequestDelegate next)
{
    public const string Header = "X-TaskFlow-Request";

    public Task InvokeAsync(HttpContext context, Actor actor)
    {
        var byCookie = actor is { IsSignedIn: true, Principal.SessionId: not null };
        if (!byCookie || IsSafe(context.Request.Method) || context.Request.Headers[Header] == "1" || IsExempt(context))
            return next(context);
        return Problems.WriteAsync(
            context,
            Error.Forbidden($"Requests of a browser session that change something need the header {Header}: 1.")
        );
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsExempt(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<OpensSession>() is not null || metadata.GetMetadata<ChecksOrigin>() is not null);
}

/// <summary>Metadata: the route gives a session and needs no credential.</summary>
internal sealed record OpensSession;

/// <summary>Metadata: the route looks at the origin instead, because a browser's WebSocket cannot send headers of its own (api.md, "Realtime").</summary>
internal sealed record ChecksOrigin;
