using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Organizations;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class MemberEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/organizations/{organizationId:guid}/members").WithTags("Members");
        members.MapGet("", ListAsync).Answers<Page<MemberView>>("ListMembers").WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        members.MapPost("", InviteAsync).Answers<InvitationAnswer>("InviteMember", 201);
        members.MapPatch("/{userId:guid}", ChangeAsync).Answers<MemberView>("ChangeMember");
        members.MapDelete("/{userId:guid}", RemoveAsync).AnswersNothing("RemoveMember");
    }

    private static Task<IResult> ListAsync(Guid organizationId, Query query, Api api) =>
        api.AskAsync(new ListMembers(organizationId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> InviteAsync(Guid organizationId, JsonBody<NewMember> body, Api api)
    {
        var values = new Values();
        var role = values.Choice<Role>(body.Value.Role ?? "", "/role");
        var projectIds = values.Ids(body.Value.ProjectIds, "/project_ids");
        values.ThrowIfAny();
        return api.SendAsync(
            new InviteMember(organizationId, body.Value.Email ?? "", role!.Value, projectIds),
            issued =>
            {
                var answer = new InvitationAnswer(issued.Id, issued.Secret.Text, issued.AcceptUrl, issued.ExpiresAt);
                return new Answer(StatusCodes.Status201Created, answer)
                {
                    Location = $"/api/organizations/{organizationId}/invitations/{issued.Id}",
                    StoredBody = answer with { Token = null, AcceptUrl = null },
                };
            }
        );
    }

    private static Task<IResult> ChangeAsync(Guid organizationId, Guid userId, JsonBody<MemberPatch> body, Api api)
    {
        var values = new Values();
        var role = values.Choice<Role>(body.Value.Role, "/role");
        var projectIds = body.Value.ProjectIds is { } texts ? values.Ids(texts, "/project_ids") : null;
        values.ThrowIfAny();
        return api.SendAsync(new ChangeMember(organizationId, userId, role, projectIds), member => Answer.Ok(member));
    }

    /// <summary>Removing oneself is leaving, which needs no permission.</summary>
    private static Task<IResult> RemoveAsync(Guid organizationId, Guid userId, Actor actor, Api api) =>
        userId == actor.UserId
            ? api.SendAsync(new LeaveOrganization(organizationId), _ => Answer.NoContent)
            : api.SendAsync(new RemoveMember(organizationId, userId), _ => Answer.NoContent);
}

internal sealed record NewMember(string? Email, string? Role, IReadOnlyList<string>? ProjectIds);

internal sealed record MemberPatch(string? Role, IReadOnlyList<string>? ProjectIds);

/// <param name="Token">The secret: only in the first answer, null in a replay; so is the link that holds it.</param>
internal sealed record InvitationAnswer(Guid Id, string? Token, string? AcceptUrl, DateTimeOffset ExpiresAt);
