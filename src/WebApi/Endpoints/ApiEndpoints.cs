using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>Every endpoint class of the API, in the order of api.md.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").RequireSignedIn();
        ProjectEndpoints.Map(api);
        StatusEndpoints.Map(api);
        LabelEndpoints.Map(api);
        BoardEndpoints.Map(api);
        TaskEndpoints.Map(api);
    }
}
