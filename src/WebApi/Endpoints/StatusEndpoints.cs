using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Projects;
using TaskFlow.Application.Statuses;
using TaskFlow.Domain.Projects;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class StatusEndpoints
{
    private static readonly QueryParameter MoveTo = new("move_to", "uuid", "The status that takes the tasks of the deleted one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{projectId:guid}/statuses", ListAsync)
            .WithTags("Statuses")
            .Answers<Page<StatusView>>("ListStatuses")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        api.MapPost("/projects/{projectId:guid}/statuses", AddAsync).WithTags("Statuses").Answers<StatusView>("AddStatus", 201);
        api.MapPatch("/statuses/{statusId:guid}", UpdateAsync).WithTags("Statuses").Answers<StatusView>("UpdateStatus");
        api.MapDelete("/statuses/{statusId:guid}", DeleteAsync).WithTags("Statuses").AnswersNothing("DeleteStatus").WithQuery(MoveTo);
    }

    private static Task<IResult> ListAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListStatuses(projectId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(Guid projectId, JsonBody<NewStatus> body, Api api)
    {
        var values = new Values();
        var draft = body.Value.ToDraft(values, "");
        values.ThrowIfAny();
        var command = new AddStatus(projectId, draft.Name, draft.Category, body.Value.Color, draft.WipLimit);
        return api.SendAsync(command, s => Answer.Created($"/api/statuses/{s.Id}", s, s.Version));
    }

    private static Task<IResult> UpdateAsync(Guid statusId, JsonBody<StatusPatch> body, HttpContext context, Api api)
    {
        var values = new Values();
        var patch = body.Value;
        var limit = patch.WipLimit.IsGiven ? new WipLimitEdit(patch.WipLimit.Value) : null;
        var edit = new StatusEdit(
            patch.Name,
            values.Choice<StatusCategory>(patch.Category, "/category"),
            patch.Color,
            patch.Position,
            limit
        );
        values.ThrowIfAny();
        return api.SendAsync(new UpdateStatus(statusId, edit, ETags.BaseVersion(context, patch.Version)), s => Answer.Ok(s, s.Version));
    }

    private static Task<IResult> DeleteAsync(Guid statusId, Query query, Api api) =>
        api.SendAsync(new DeleteStatus(statusId, query.Id("move_to")), _ => Answer.NoContent);
}

internal sealed record StatusPatch(string? Name, string? Category, string? Color, int? Position, int? Version)
{
    public Optional<int?> WipLimit { get; init; }
}
