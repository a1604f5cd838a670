using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Architecture.Support;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Health;
using TaskFlow.WebApi;
using TaskFlow.WebApi.Health;
using TaskFlow.WebApi.Hosting;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.Architecture;

/// <summary>The routes of the real application; it is built, not started, and needs no database for that.</summary>
public sealed class EndpointTests
{
    private static readonly IReadOnlyList<RouteEndpoint> Endpoints = ReadEndpoints();

    /// <summary>An inner AllowAnonymous wins over the group's statement, as it does in routing.</summary>
    [Fact]
    public void Endpoint_StatesItsAuthorization()
    {
        var served = Rule.Subjects(Endpoints.Where(e => !IsStaticOrFallback(e)), 40);
        var silent = served.Where(e => e.Metadata.GetMetadata<SignedInOnly>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null);
        Rule.HasNoBreaches(silent.Select(Describe), "every endpoint states who may call it");
    }

    [Fact]
    public void Endpoint_OfTheApi_IsOpenToAnybody_OnlyWhereItGivesOrTakesASession_OrAMailStandsForIt()
    {
        var open = Rule.Subjects(
            Endpoints.Where(e => IsApi(e) && !IsStaticOrFallback(e) && e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        );
        open.Select(Describe)
            .Should()
            .BeEquivalentTo([
                "POST /api/auth/register",
                "POST /api/auth/login",
                "POST /api/auth/logout",
                "GET /api/auth/providers",
                "POST /api/auth/password/forgot",
                "POST /api/auth/password/reset",
                "POST /api/auth/email/verify",
            ]);
    }

    [Fact]
    public void Endpoint_OfTheApi_IsNamedAndTagged()
    {
        var api = Rule.Subjects(Endpoints.Where(e => IsApi(e) && !IsStaticOrFallback(e)), 30);
        Rule.HasNoBreaches(
            api.Where(e => e.Metadata.GetMetadata<IEndpointNameMetadata>() is null).Select(Describe),
            "operation ids of the OpenAPI document come from names"
        );
    }

    private static bool IsApi(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>Files of the user interface, and the answers for what does not exist, say nothing about anybody's data.</summary>
    private static bool IsStaticOrFallback(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.Contains("{**", StringComparison.Ordinal)
        || endpoint.RoutePattern.RawText!.Contains("{*", StringComparison.Ordinal)
        || endpoint.Metadata.Any(m => m.GetType().Name.StartsWith("StaticAsset", StringComparison.Ordinal));

    private static string Describe(RouteEndpoint endpoint) =>
        $"{string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {endpoint.RoutePattern.RawText}";

    private static List<RouteEndpoint> ReadEndpoints()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(WebApiHost).Assembly.GetName().Name,
                EnvironmentName = "Testing",
                Args = ["--TaskFlow:Roles=api,realtime,worker"],
            }
        );
        const string nowhere = "Host=127.0.0.1;Port=1;Username=nobody";
        var options = builder.Services.AddTaskFlowOptions(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDraining();
        builder.Services.AddHealth(nowhere, new SchemaSupport(1, 1, (_, _) => Task.FromResult(1)));
        builder.AddWebApi(options, nowhere);
        var app = builder.Build();
        app.UseWebApi();
        app.MapHealth();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
    }
}
