using Microsoft.AspNetCore.Authorization;
using TaskFlow.Application.Common.Access;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Auth;

/// <summary>Who is not signed in is told so before their request is read: neither its body nor its values are judged for strangers.</summary>
internal sealed class SignedInGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, Actor actor)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isOpen = metadata?.GetMetadata<SignedInOnly>() is null || metadata.GetMetadata<IAllowAnonymous>() is not null;
        return isOpen || actor.IsSignedIn ? next(context) : Problems.WriteAsync(context, AccessErrors.NotSignedIn);
    }
}
