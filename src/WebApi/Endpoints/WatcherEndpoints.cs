using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Tasks;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class WatcherEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var watchers = api.MapGroup("/tasks/{task}/watchers").WithTags("Tasks");
        watchers
            .MapGet("", ListAsync)
            .Answers<Page<WatcherView>>("ListTaskWatchers")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor, QueryParameter.OrganizationId);
        watchers.MapPost("/{userId:guid}", AddAsync).Answers<TaskView>("AddTaskWatcher").WithQuery(QueryParameter.OrganizationId);
        watchers.MapDelete("/{userId:guid}", RemoveAsync).Answers<TaskView>("RemoveTaskWatcher").WithQuery(QueryParameter.OrganizationId);
    }

    private static Task<IResult> ListAsync(string task, Query query, Api api) =>
        api.AskAsync(new ListTaskWatchers(api.Task(task), query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(string task, Guid userId, OptionalJsonBody<NoValues> body, Api api) =>
        ChangeAsync(task, userId, true, api);

    private static Task<IResult> RemoveAsync(string task, Guid userId, Api api) => ChangeAsync(task, userId, false, api);

    private static Task<IResult> ChangeAsync(string task, Guid userId, bool watches, Api api) =>
        api.SendAsync(new ChangeTaskWatcher(api.Task(task), userId, watches), t => Answer.Ok(t, t.Version));
}
