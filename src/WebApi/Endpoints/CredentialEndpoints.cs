using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Identity;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>What lets a person in: their access tokens and the browsers they are signed in with.</summary>
internal static class CredentialEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/auth/tokens").WithTags("Auth");
        tokens.MapPost("", CreateTokenAsync).Answers<NewTokenAnswer>("CreateToken", 201);
        tokens.MapGet("", ListTokensAsync).Answers<Page<TokenView>>("ListTokens").WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        tokens.MapDelete("/{tokenId:guid}", RevokeTokenAsync).AnswersNothing("RevokeToken");

        var sessions = api.MapGroup("/auth/sessions").WithTags("Auth");
        sessions
            .MapGet("", ListSessionsAsync)
            .Answers<Page<SessionView>>("ListSessions")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        sessions.MapDelete("", EndOtherSessionsAsync).AnswersNothing("EndOtherSessions");
        sessions.MapDelete("/{sessionId:guid}", EndSessionAsync).AnswersNothing("EndSession");
    }

    private static Task<IResult> CreateTokenAsync(JsonBody<NewToken> body, Api api)
    {
        var values = new Values();
        var expiresAt = values.Instant(body.Value.ExpiresAt, "/expires_at");
        values.ThrowIfAny();
        return api.SendAsync(
            new CreateToken(body.Value.Name ?? "", body.Value.Scopes, expiresAt),
            created =>
            {
                var answer = NewTokenAnswer.From(created.Token, created.Secret.Text);
                return new Answer(StatusCodes.Status201Created, answer) { StoredBody = answer with { Token = null } };
            }
        );
    }

    private static Task<IResult> ListTokensAsync(Query query, Api api) =>
        api.AskAsync(new ListTokens(query.Page()), page => Answer.Ok(page));

    private static Task<IResult> RevokeTokenAsync(Guid tokenId, Api api) => api.SendAsync(new RevokeToken(tokenId), _ => Answer.NoContent);

    private static Task<IResult> ListSessionsAsync(Query query, Api api) =>
        api.AskAsync(new ListSessions(query.Page()), page => Answer.Ok(page));

    private static Task<IResult> EndOtherSessionsAsync(Api api) => api.SendAsync(new EndOtherSessions(), _ => Answer.NoContent);

    private static Task<IResult> EndSessionAsync(Guid sessionId, Api api) =>
        api.SendAsync(new EndSession(sessionId), _ => Answer.NoContent);
}

internal sealed record NewToken(string? Name, IReadOnlyList<string>? Scopes, string? ExpiresAt);

/// <param name="Token">The secret: only in the first answer, null in a replay.</param>
internal sealed record NewTokenAnswer(
    Guid Id,
    string? Token,
    string Name,
    IReadOnlyList<string>? Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt
)
{
    public static NewTokenAnswer From(TokenView token, string secret) =>
        new(token.Id, secret, token.Name, token.Scopes, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
