using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Links;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Links;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class LinkEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/tasks/{task}/links").WithTags("Links");
        links
            .MapGet("", ListAsync)
            .Answers<Page<LinkView>>("ListLinks")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor, QueryParameter.OrganizationId);
        links.MapPost("", AddAsync).Answers<LinkView>("AddLink", 201).WithQuery(QueryParameter.OrganizationId);
        links.MapDelete("/{linkId:guid}", DeleteAsync).AnswersNothing("DeleteLink").WithQuery(QueryParameter.OrganizationId);
    }

    private static Task<IResult> ListAsync(string task, Query query, Api api) =>
        api.AskAsync(new ListLinks(api.Task(task), query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(string task, JsonBody<NewLink> body, Api api)
    {
        var values = new Values();
        var type = values.Choice<LinkType>(body.Value.Type ?? "", "/type");
        var other = OtherTask(body.Value.Task, values);
        values.ThrowIfAny();
        return api.SendAsync(new AddLink(api.Task(task), type!.Value, other!), l => Answer.Created($"/api/tasks/{task}/links/{l.Id}", l));
    }

    private static Task<IResult> DeleteAsync(string task, Guid linkId, Api api) =>
        api.SendAsync(new DeleteLink(api.Task(task), linkId), _ => Answer.NoContent);

    private static ResourceRef? OtherTask(string? text, Values values)
    {
        if (Guid.TryParseExact(text, "D", out var id))
            return ResourceRef.Task(id);
        if (TaskKey.Parse(text ?? "") is { } key)
            return ResourceRef.Task(key, null);
        values.Add(FieldError.In("/task", "not_a_task", "A task is named by its id or its key, such as WEB-42."));
        return null;
    }
}

/// <param name="Type">blocks, relates or duplicates.</param>
/// <param name="Task">The other task, by id or key.</param>
internal sealed record NewLink(string? Type, string? Task);
