using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.SavedViews;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.SavedViews;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class SavedViewEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("").WithTags("Views");
        views
            .MapGet("/projects/{projectId:guid}/views", ListAsync)
            .Answers<Page<SavedViewDetails>>("ListViews")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        views.MapPost("/projects/{projectId:guid}/views", SaveAsync).Answers<SavedViewDetails>("SaveView", 201);
        views.MapPatch("/views/{viewId:guid}", UpdateAsync).Answers<SavedViewDetails>("UpdateView");
        views.MapDelete("/views/{viewId:guid}", DeleteAsync).AnswersNothing("DeleteView");
    }

    private static Task<IResult> ListAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListViews(projectId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> SaveAsync(Guid projectId, JsonBody<NewView> body, Api api)
    {
        var given = body.Value;
        var edit = EditOf(given.Name ?? "", given.Filter, given.Sort, given.Layout, given.Shared);
        return api.SendAsync(new SaveView(projectId, edit), v => Answer.Created($"/api/views/{v.Id}", v, v.Version));
    }

    private static Task<IResult> UpdateAsync(Guid viewId, JsonBody<ViewPatch> body, HttpContext context, Api api)
    {
        var given = body.Value;
        var edit = EditOf(given.Name, given.Filter, given.Sort, given.Layout, given.Shared);
        return api.SendAsync(new UpdateView(viewId, edit, ETags.BaseVersion(context, given.Version)), v => Answer.Ok(v, v.Version));
    }

    private static Task<IResult> DeleteAsync(Guid viewId, Api api) => api.SendAsync(new DeleteView(viewId), _ => Answer.NoContent);

    private static SavedViewEdit EditOf(string? name, string? filter, string? sort, string? layout, bool? shared)
    {
        var values = new Values();
        var shown = values.Choice<ViewLayout>(layout, "/layout");
        if (sort is not null && TaskSort.Parse(sort) is null)
            values.Add(FieldError.In("/sort", "not_allowed", TaskSort.Allowed));
        values.ThrowIfAny();
        return new SavedViewEdit(name, filter, sort, shown, shared);
    }
}

/// <summary>Without more than a name: the whole project by rank, on the board, for its owner alone.</summary>
internal sealed record NewView(string? Name, string? Filter, string? Sort, string? Layout, bool? Shared);

internal sealed record ViewPatch
{
    public string? Name { get; init; }

    public string? Filter { get; init; }

    public string? Sort { get; init; }

    public string? Layout { get; init; }

    public bool? Shared { get; init; }

    public int? Version { get; init; }
}
