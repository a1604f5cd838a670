using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Common.Access;

/// <summary>Who may send a message. Every message names one; there is no default (architecture.md).</summary>
public abstract record AccessRule
{
    private AccessRule() { }

    /// <summary>Nobody has to be signed in.</summary>
    public static AccessRule Anyone { get; } = new OfAnyone();

    /// <summary>Any signed-in person, about themselves.</summary>
    public static AccessRule SignedIn { get; } = new OfSignedIn(false);

    /// <summary>A signed-in person in a browser: a token must not make tokens.</summary>
    public static AccessRule Session { get; } = new OfSignedIn(true);

    public static AccessRule To(Permission permission, ResourceRef resource) => new OfMember(permission, resource);

    public sealed record OfAnyone : AccessRule;

    public sealed record OfSignedIn(bool BySession) : AccessRule;

    public sealed record OfMember(Permission Permission, ResourceRef Resource) : AccessRule;
}
