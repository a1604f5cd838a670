using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Labels;
using TaskFlow.Application.Projects;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class LabelEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{projectId:guid}/labels", ListAsync)
            .WithTags("Labels")
            .Answers<Page<LabelView>>("ListLabels")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        api.MapPost("/projects/{projectId:guid}/labels", AddAsync).WithTags("Labels").Answers<LabelView>("AddLabel", 201);
        api.MapPatch("/labels/{labelId:guid}", UpdateAsync).WithTags("Labels").Answers<LabelView>("UpdateLabel");
        api.MapDelete("/labels/{labelId:guid}", DeleteAsync).WithTags("Labels").AnswersNothing("DeleteLabel");
    }

    private static Task<IResult> ListAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListLabels(projectId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(Guid projectId, JsonBody<NewLabel> body, Api api) =>
        api.SendAsync(
            new AddLabel(projectId, body.Value.Name ?? "", body.Value.Color),
            l => Answer.Created($"/api/labels/{l.Id}", l, l.Version)
        );

    private static Task<IResult> UpdateAsync(Guid labelId, JsonBody<LabelPatch> body, HttpContext context, Api api)
    {
        var version = ETags.BaseVersion(context, body.Value.Version);
        return api.SendAsync(new UpdateLabel(labelId, body.Value.Name, body.Value.Color, version), l => Answer.Ok(l, l.Version));
    }

    private static Task<IResult> DeleteAsync(Guid labelId, Api api) => api.SendAsync(new DeleteLabel(labelId), _ => Answer.NoContent);
}

internal sealed record NewLabel(string? Name, string? Color);

internal sealed record LabelPatch(string? Name, string? Color, int? Version);
