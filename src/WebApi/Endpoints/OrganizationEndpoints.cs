using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Organizations;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class OrganizationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var organizations = api.MapGroup("/organizations").WithTags("Organizations");
        organizations.MapPost("", CreateAsync).Answers<OrganizationView>("CreateOrganization", 201);
        organizations
            .MapGet("", ListAsync)
            .Answers<Page<OrganizationView>>("ListOrganizations")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        organizations.MapGet("/{organizationId:guid}", GetAsync).Answers<OrganizationView>("GetOrganization");
        organizations.MapPatch("/{organizationId:guid}", UpdateAsync).Answers<OrganizationView>("UpdateOrganization");
        organizations.MapDelete("/{organizationId:guid}", DeleteAsync).AnswersNothing("DeleteOrganization");
    }

    private static Task<IResult> CreateAsync(JsonBody<NewOrganization> body, Api api) =>
        api.SendAsync(
            new CreateOrganization(Ids.New(), body.Value.Name ?? ""),
            o => Answer.Created($"/api/organizations/{o.Id}", o, o.Version)
        );

    private static Task<IResult> ListAsync(Query query, Api api) =>
        api.AskAsync(new ListOrganizations(query.Page()), page => Answer.Ok(page));

    private static Task<IResult> GetAsync(Guid organizationId, Api api) =>
        api.AskAsync(new GetOrganization(organizationId), o => Answer.Ok(o, o.Version));

    private static Task<IResult> UpdateAsync(Guid organizationId, JsonBody<OrganizationPatch> body, HttpContext context, Api api)
    {
        var version = ETags.BaseVersion(context, body.Value.Version);
        return api.SendAsync(new UpdateOrganization(organizationId, body.Value.Name, version), o => Answer.Ok(o, o.Version));
    }

    private static Task<IResult> DeleteAsync(Guid organizationId, Api api) =>
        api.SendAsync(new DeleteOrganization(organizationId), _ => Answer.NoContent);
}

internal sealed record NewOrganization(string? Name);

internal sealed record OrganizationPatch(string? Name, int? Version);
