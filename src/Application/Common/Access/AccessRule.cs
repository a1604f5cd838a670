using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Common.Access;

/// <summary>Who may send a message. Every message names one; there is no default (architecture.md).</summary>
public abstract record AccessRule
{
    private AccessRule() { }

    /// <summary>Nobody has to be signed in.</summary>
    public static AccessRule Anyone { get; } = new OfAnyone();

    /// <summary>Any signed-in person, about themselves.</summary>
    public static AccessRule SignedIn { get; } = new OfSignedIn(false, null);

    /// <summary>A signed-in person in a browser: a token must not make tokens.</summary>
    public static AccessRule Session { get; } = new OfSignedIn(true, null);

    /// <summary>Any signed-in person, about their own credentials: a token narrowed to reading or writing must not end sessions.</summary>
    public static AccessRule Account { get; } = new OfSignedIn(false, TokenScope.Admin);

    /// <summary>An admin or owner of at least one organization, about those organizations; a narrowed token needs <c>ops</c>.</summary>
    public static AccessRule Administrators { get; } = new OfAdministrators();

    /// <summary>An operator of the installation; a narrowed token needs <c>ops</c>.</summary>
    public static AccessRule Operators { get; } = new OfOperators();

    public static AccessRule To(Permission permission, ResourceRef resource) => new OfMember(permission, resource);

    /// <summary>The person whose e-mail address the invitation with this secret names.</summary>
    public static AccessRule Invited(byte[] secretHash) => new OfInvited(secretHash);

    public sealed record OfAnyone : AccessRule;

    public sealed record OfAdministrators : AccessRule;

    public sealed record OfOperators : AccessRule;

    public sealed record OfInvited(byte[] SecretHash) : AccessRule;

    /// <param name="BySession">A token is not enough.</param>
    /// <param name="Needed">Of a token; null = what the kind of message needs.</param>
    public sealed record OfSignedIn(bool BySession, TokenScope? Needed) : AccessRule;

    public sealed record OfMember(Permission Permission, ResourceRef Resource) : AccessRule;
}
