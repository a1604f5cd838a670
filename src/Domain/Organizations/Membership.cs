using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Organizations;

/// <summary>A person's role in an organization; for a guest also the projects they were invited to.</summary>
public sealed class Membership : ITenantOwned
{
    private Membership() { }

    public Guid OrganizationId { get; private init; }

    public Guid UserId { get; private init; }

    public Role Role { get; private set; }

    /// <summary>The projects a guest sees; empty for everybody else.</summary>
    public List<Guid> ProjectIds { get; private set; } = [];

    public DateTimeOffset JoinedAt { get; private init; }

    /// <summary>Set when the organization was deleted.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static Membership Join(Guid organizationId, Guid userId, Role role, IEnumerable<Guid> projectIds, DateTimeOffset at) =>
        new()
        {
            OrganizationId = organizationId,
            UserId = userId,
            Role = role,
            ProjectIds = role == Role.Guest ? [.. projectIds] : [],
            JoinedAt = at,
        };

    public void Become(Role role, IEnumerable<Guid>? projectIds)
    {
        Role = role;
        ProjectIds = role == Role.Guest ? [.. projectIds ?? ProjectIds] : [];
    }

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
