using TaskFlow.Application.Activities;
using TaskFlow.Application.Board;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class BoardEndpoints
{
    private static readonly QueryParameter CardsPerColumn = new("limit", "integer", "Cards per column, 1–1000, default 50.");
    private static readonly QueryParameter After = new("after", "integer", "The last number the client has seen; 0 = from the beginning.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var project = api.MapGroup("/projects/{projectId:guid}").WithTags("Board");
        project.MapGet("/board", BoardAsync).Answers<BoardView>("GetBoard").WithQuery(CardsPerColumn);
        project.MapGet("/changes", ChangesAsync).Answers<ChangesView>("ListChanges").WithQuery(After, QueryParameter.Limit);
    }

    private static Task<IResult> BoardAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(
            new GetBoard(projectId, (int)Math.Min(query.Whole("limit") ?? GetBoard.DefaultLimit, int.MaxValue)),
            board => Answer.Ok(board)
        );

    private static Task<IResult> ChangesAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListChanges(projectId, query.Whole("after") ?? 0, query.Page().Limit), changes => Answer.Ok(changes));
}
