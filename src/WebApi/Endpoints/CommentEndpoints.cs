using TaskFlow.Application.Activities;
using TaskFlow.Application.Comments;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class CommentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var comments = api.MapGroup("").WithTags("Comments");
        comments
            .MapGet("/tasks/{task}/comments", ListAsync)
            .Answers<Page<CommentView>>("ListComments")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor, QueryParameter.OrganizationId);
        comments
            .MapPost("/tasks/{task}/comments", AddAsync)
            .Answers<CommentView>("AddComment", 201)
            .WithQuery(QueryParameter.OrganizationId);
        comments.MapPatch("/comments/{commentId:guid}", UpdateAsync).Answers<CommentView>("UpdateComment");
        comments.MapDelete("/comments/{commentId:guid}", DeleteAsync).AnswersNothing("DeleteComment");
        comments
            .MapGet("/comments/{commentId:guid}/history", ListHistoryAsync)
            .Answers<Page<Envelope>>("ListCommentHistory")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
    }

    private static Task<IResult> ListAsync(string task, Query query, Api api) =>
        api.AskAsync(new ListComments(api.Task(task), query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(string task, JsonBody<NewCommentBody> body, Api api)
    {
        var values = new Values();
        var id = body.Value.Id is null ? Ids.New() : values.Id(body.Value.Id, "/id");
        values.ThrowIfAny();
        return api.SendAsync(
            new AddComment(api.Task(task), id!.Value, body.Value.Body ?? ""),
            c => Answer.Created($"/api/comments/{c.Id}", c, c.Version)
        );
    }

    private static Task<IResult> UpdateAsync(Guid commentId, JsonBody<CommentPatch> body, HttpContext context, Api api)
    {
        var version = ETags.BaseVersion(context, body.Value.Version);
        return api.SendAsync(new UpdateComment(commentId, body.Value.Body ?? "", version), c => Answer.Ok(c, c.Version));
    }

    private static Task<IResult> DeleteAsync(Guid commentId, Api api) => api.SendAsync(new DeleteComment(commentId), _ => Answer.NoContent);

    private static Task<IResult> ListHistoryAsync(Guid commentId, Query query, Api api) =>
        api.AskAsync(new ListHistory(ResourceRef.Comment(commentId), query.Page()), page => Answer.Ok(page));
}

/// <param name="Id">May be chosen by the client (UUIDv7), so that it can show the comment before the answer.</param>
internal sealed record NewCommentBody(string? Body, string? Id);

internal sealed record CommentPatch(string? Body, int? Version);
