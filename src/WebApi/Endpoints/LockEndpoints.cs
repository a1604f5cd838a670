using TaskFlow.Application.Tasks;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class LockEndpoints
{
    public static readonly QueryParameter Override = new(
        "override",
        "boolean",
        "true: an admin or owner goes past somebody else's edit lock. Default false."
    );

    public static void Map(IEndpointRouteBuilder api)
    {
        var editing = api.MapGroup("/tasks/{task}/lock").WithTags("Tasks");
        editing.MapPost("", LockAsync).Answers<LockView>("LockTask").Refuses(423).WithQuery(Override, QueryParameter.OrganizationId);
        editing.MapDelete("", UnlockAsync).AnswersNothing("UnlockTask").Refuses(423).WithQuery(Override, QueryParameter.OrganizationId);
    }

    public static bool Overrides(this Query query) => query.Flag(Override.Name) ?? false;

    private static Task<IResult> LockAsync(string task, OptionalJsonBody<NoValues> body, Query query, Api api) =>
        api.SendAsync(new LockTask(api.Task(task), query.Overrides()), held => Answer.Ok(held));

    private static Task<IResult> UnlockAsync(string task, Query query, Api api) =>
        api.SendAsync(new UnlockTask(api.Task(task), query.Overrides()), _ => Answer.NoContent);
}
