using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Projects;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class SearchEndpoints
{
    private const int DefaultLimit = 20;

    private static readonly QueryParameter[] SearchQuery =
    [
        new("q", "string", "Words, phrases and terms as in the filter of lists: status:started assignee:me due<2026-12-01 words."),
        new("organization_id", "uuid", "Only there. Default: all organizations of the caller."),
        new("type", "string", "What to search, with commas between: task, comment. Default: both."),
        new("limit", "integer", $"1–{SearchTasks.MaxLimit}, default {DefaultLimit}."),
    ];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/search", SearchAsync).WithTags("Search").Answers<SearchAnswer>("Search").WithQuery(SearchQuery);

    private static Task<IResult> SearchAsync(Query query, Api api)
    {
        var search = new SearchTasks(
            query.Text("q") ?? "",
            query.Id("organization_id"),
            query.Choices<SearchType>("type"),
            (int)Math.Min(query.Whole("limit") ?? DefaultLimit, int.MaxValue)
        );
        return api.AskAsync(search, found => Answer.Ok(SearchAnswer.Of(found)));
    }
}

/// <param name="Degraded">True: the search engine is away and PostgreSQL answered instead.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchItem> Items, bool Degraded, string Engine)
{
    public static SearchAnswer Of(IReadOnlyList<FoundTask> found) => new([.. found.Select(SearchItem.Of)], false, "postgres");
}

/// <param name="Id">Of the task, or of the comment.</param>
/// <param name="TaskId">The task, or the one that the comment is about; so are key, title and status.</param>
internal sealed record SearchItem(
    string Type,
    Guid Id,
    Guid TaskId,
    Guid OrganizationId,
    Guid ProjectId,
    string Key,
    string Title,
    StatusCategory StatusCategory,
    string? Snippet,
    DateTimeOffset UpdatedAt
)
{
    public static SearchItem Of(FoundTask found)
    {
        var task = found.Task;
        return new(
            found.CommentId is null ? "task" : "comment",
            found.CommentId ?? task.Id,
            task.Id,
            task.OrganizationId,
            task.ProjectId,
            task.Key,
            task.Title,
            task.StatusCategory,
            found.Snippet,
            found.UpdatedAt
        );
    }
}
