using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Organizations;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class InvitationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/invitations/{token}/accept", AcceptAsync).WithTags("Members").Answers<AcceptedInvitation>("AcceptInvitation");
        var invitations = api.MapGroup("/organizations/{organizationId:guid}/invitations").WithTags("Members");
        invitations
            .MapGet("", ListAsync)
            .Answers<Page<InvitationView>>("ListInvitations")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        invitations.MapDelete("/{invitationId:guid}", RevokeAsync).AnswersNothing("RevokeInvitation");
    }

    private static Task<IResult> AcceptAsync(string token, OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(new AcceptInvitation(Secrets.HashOf(token)), accepted => Answer.Ok(accepted));

    private static Task<IResult> ListAsync(Guid organizationId, Query query, Api api) =>
        api.AskAsync(new ListInvitations(organizationId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> RevokeAsync(Guid organizationId, Guid invitationId, Api api) =>
        api.SendAsync(new RevokeInvitation(organizationId, invitationId), _ => Answer.NoContent);
}
