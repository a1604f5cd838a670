using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Organizations;

/// <summary>A link by which one e-mail address may join. Only the SHA-256 of its secret is kept.</summary>
public sealed class Invitation : Entity, ITenantOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private Invitation() { }

    public Guid OrganizationId { get; private init; }

    public string NormalizedEmail { get; private init; } = "";

    public Role Role { get; private init; }

    public List<Guid> ProjectIds { get; private init; } = [];

    public byte[] SecretHash { get; private init; } = [];

    public Guid InvitedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public static Invitation Of(
        Guid organizationId,
        string normalizedEmail,
        Role role,
        IEnumerable<Guid> projectIds,
        byte[] secretHash,
        Guid invitedBy,
        DateTimeOffset at
    ) =>
        new()
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            NormalizedEmail = normalizedEmail,
            Role = role,
            ProjectIds = [.. projectIds],
            SecretHash = secretHash,
            InvitedBy = invitedBy,
            CreatedAt = at,
            ExpiresAt = at + Lifetime,
        };

    public bool IsOpen(DateTimeOffset at) => AcceptedAt is null && ExpiresAt > at;

    public void Accept(DateTimeOffset at) => AcceptedAt ??= at;
}
