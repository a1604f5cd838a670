using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>
/// Decides before anything is looked up whether the actor may do it. What belongs to another organization does not exist (404); a member
/// without the permission is told so (403). A replay passes here too: it is authorised anew (C-3.1).
/// </summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(
    Actor actor,
    IIdentities identities,
    ScopeResolver scopes,
    Installation installation,
    IdempotentRequest idempotent
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IMessage message)
            throw new InvalidOperationException($"{typeof(TRequest).Name} does not say who may send it.");
        if (request is IFoundAnOrganization { FoundedOrganizationId: { } founded })
            actor.Admit(founded);
        var refusal = message.Access switch
        {
            AccessRule.OfAnyone => null,
            _ when !actor.IsSignedIn => AccessErrors.NotSignedIn,
            AccessRule.OfSignedIn { BySession: true } when actor.Principal.TokenId is not null => Error.Forbidden(
                "This needs a signed-in browser session, not a token."
            ),
            AccessRule.OfSignedIn rule => TokenRefusal(rule.Needed ?? (request is ICommand ? TokenScope.Write : TokenScope.Read)),
            AccessRule.OfAdministrators when actor.Administered.Count == 0 => Error.Forbidden("This is for admins and owners."),
            AccessRule.OfAdministrators => TokenRefusal(TokenScope.Ops),
            AccessRule.OfOperators when !actor.Principal.IsOperator && !installation.IsAdministrator(actor.Principal.Email) =>
                Error.Forbidden("This is for operators of the installation."),
            AccessRule.OfOperators => TokenRefusal(TokenScope.Ops),
            AccessRule.OfInvited rule => await InvitedRefusalAsync(rule, cancellationToken),
            AccessRule.OfMember rule => await MemberRefusalAsync(rule, request is ICommand, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown access rule {message.Access}."),
        };
        return refusal is null ? await next() : TResponse.Refuse(refusal);
    }

    private async Task<Error?> MemberRefusalAsync(AccessRule.OfMember rule, bool changes, CancellationToken cancellationToken)
    {
        var resolved = await scopes.ResolveAsync(rule.Resource, cancellationToken);
        if (resolved.Refusal?.Code == ErrorCodes.NotFound)
        {
            actor.SignIn(await identities.RefreshAsync(actor.Principal, cancellationToken));
            resolved = await scopes.ResolveAsync(rule.Resource, cancellationToken);
        }

        if (resolved.IsFailure)
            return await EarlierAnswerPermitsAsync(rule.Permission, cancellationToken) ? null : resolved.Refusal;

        var scope = resolved.Value;
        actor.Enter(scope);
        var membership = actor.MembershipIn(scope.OrganizationId)!;
        if (scope.ProjectId is { } projectId && !membership.Sees(projectId))
            return Error.NotFound(rule.Resource.Kind.ToString());
        if (!membership.Role.Allows(rule.Permission))
            return Error.Forbidden($"Your role ({membership.Role.ToString().ToLowerInvariant()}) does not allow this here.");
        return TokenRefusal(
            rule.Permission >= Permission.ManageProject && changes ? TokenScope.Admin
            : changes ? TokenScope.Write
            : TokenScope.Read
        );
    }

    private async Task<Error?> InvitedRefusalAsync(AccessRule.OfInvited rule, CancellationToken cancellationToken)
    {
        var inviting = await scopes.ResolveInvitationAsync(rule.SecretHash, cancellationToken);
        if (inviting.IsFailure)
            return inviting.Refusal;
        actor.Enter(inviting.Value);
        return TokenRefusal(TokenScope.Write);
    }

    /// <summary>The resource is gone, but this key was answered while it was there: the organization it stood in still decides.</summary>
    private async Task<bool> EarlierAnswerPermitsAsync(Permission permission, CancellationToken cancellationToken)
    {
        if (idempotent.Key is not { } key)
            return false;
        if (await identities.OrganizationOfKeyAsync(actor.UserId, key, cancellationToken) is not { } organizationId)
            return false;
        if (await identities.StoredMembershipAsync(organizationId, actor.UserId, cancellationToken) is not { } membership)
            return false;
        if (!membership.Role.Allows(permission))
            return false;
        actor.Enter(new Scope(organizationId));
        return true;
    }

    private Error? TokenRefusal(TokenScope needed)
    {
        var granted = actor.Principal.Scopes;
        if (granted.Count == 0 || granted.Any(s => TokenScopes.Covers(s, needed)))
            return null;
        return Error.Forbidden($"The token has not the scope '{needed.ToString().ToLowerInvariant()}'.");
    }
}
