using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>Every endpoint class of the API, in the order of api.md.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").RequireSignedIn();
        AuthEndpoints.Map(api);
        CredentialEndpoints.Map(api);
        OrganizationEndpoints.Map(api);
        MemberEndpoints.Map(api);
        InvitationEndpoints.Map(api);
        ProjectEndpoints.Map(api);
        StatusEndpoints.Map(api);
        LabelEndpoints.Map(api);
        MilestoneEndpoints.Map(api);
        SavedViewEndpoints.Map(api);
        BoardEndpoints.Map(api);
        TaskEndpoints.Map(api);
        SearchEndpoints.Map(api);
        LockEndpoints.Map(api);
        WatcherEndpoints.Map(api);
        CommentEndpoints.Map(api);
        LinkEndpoints.Map(api);
        ImportEndpoints.Map(api);
        NotificationEndpoints.Map(api);
        IntegrationEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        OverviewEndpoints.Map(api);
        JobEndpoints.Map(api);
        RealtimeEndpoints.Map(api);
    }
}
