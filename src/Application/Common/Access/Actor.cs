using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Common.Access;

/// <summary>A role in an organization as the caller holds it now.</summary>
public sealed record MemberOf(Guid OrganizationId, Role Role, IReadOnlyList<Guid> ProjectIds)
{
    /// <summary>Guests see the projects of their invitation; everybody else sees all.</summary>
    public bool Sees(Guid projectId) => Role != Role.Guest || ProjectIds.Contains(projectId);
}

/// <summary>Who presents a credential, and what the credential allows.</summary>
public sealed record Principal(Guid UserId, string Email, string DisplayName, bool IsOperator, IReadOnlyList<MemberOf> Memberships)
{
    public Guid? SessionId { get; init; }

    public Guid? TokenId { get; init; }

    /// <summary>Of a token; empty = all that the user may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The installation itself, at work in one organization: what it does, nobody ordered.</summary>
    public static Principal OfTheInstallation(Guid organizationId) =>
        new(User.InstallationId, "", "", IsOperator: false, [new MemberOf(organizationId, Role.Member, [])]);
}

/// <summary>The resolved target of a message.</summary>
public sealed record Scope(Guid OrganizationId, Guid? ProjectId = null, Guid? ResourceId = null)
{
    /// <summary>The task that the resource belongs to; null when it is a task itself, or belongs to none.</summary>
    public Guid? ParentTaskId { get; init; }

    /// <summary>The task that the message is about.</summary>
    public Guid TaskId => ParentTaskId ?? ResourceId ?? throw new InvalidOperationException("The message is about no task.");
}

/// <summary>Who acts in this unit of work, and where. One per request or job; the tenancy of every statement follows from it.</summary>
public sealed class Actor
{
    private Principal? principal;

    public bool IsSignedIn => principal is not null;

    public Principal Principal => principal ?? throw new InvalidOperationException("Nobody is signed in.");

    public Guid UserId => principal?.UserId ?? Guid.Empty;

    /// <summary>Set by the authorization behavior before any handler runs.</summary>
    public Scope? Target { get; private set; }

    public Scope Scope => Target ?? throw new InvalidOperationException("The message has no resource.");

    /// <summary>The organizations whose rows this unit of work may see and write (settled choice 5 of reliability.md).</summary>
    public IReadOnlyList<Guid> Organizations { get; private set; } = [];

    /// <summary>The projects of an organization that a guest may see; null for everybody else: all.</summary>
    public IReadOnlyList<Guid>? OnlyProjectsIn(Guid organizationId) =>
        MembershipIn(organizationId) is { Role: Role.Guest, ProjectIds: var visible } ? visible : null;

    /// <summary>An admin or owner of the organization in whose scope the actor acts.</summary>
    public bool IsAdmin => MembershipIn(Scope.OrganizationId)?.Role >= Role.Admin;

    /// <summary>The organizations whose admin or owner the actor is.</summary>
    public IReadOnlyList<Guid> Administered =>
        principal is null ? [] : [.. principal.Memberships.Where(m => m.Role >= Role.Admin).Select(m => m.OrganizationId)];

    public MemberOf? MembershipIn(Guid organizationId) => principal?.Memberships.FirstOrDefault(m => m.OrganizationId == organizationId);

    public void SignIn(Principal who)
    {
        principal = who;
        Organizations = [.. who.Memberships.Select(m => m.OrganizationId)];
    }

    public void Enter(Scope scope)
    {
        Target = scope;
        Admit(scope.OrganizationId);
    }

    /// <summary>Adds an organization that the actor founds or joins in this unit of work.</summary>
    public void Admit(Guid organizationId)
    {
        if (!Organizations.Contains(organizationId))
            Organizations = [.. Organizations, organizationId];
    }

    /// <summary>A node reads, in nobody's name, for subscribers it has let in.</summary>
    public void ReadFor(IReadOnlyList<Guid> organizationIds) => Organizations = organizationIds;

    /// <summary>A job works for one organization, in the name of the person who ordered it.</summary>
    public void WorkFor(Guid organizationId, Principal who)
    {
        principal = who;
        Organizations = [organizationId];
        Target = new Scope(organizationId);
    }
}
