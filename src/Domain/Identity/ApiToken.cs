using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Identity;

/// <summary>A personal access token. Only the SHA-256 of its secret is kept; <see cref="Scopes"/> narrow what its user may do.</summary>
public sealed class ApiToken : Entity
{
    public const string Prefix = "tf_";

    private ApiToken() { }

    public Guid UserId { get; private init; }

    public string Name { get; private init; } = "";

    public byte[] SecretHash { get; private init; } = [];

    /// <summary>Empty = everything the user may do.</summary>
    public List<string> Scopes { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>To the minute; written where the token is looked up.</summary>
    public DateTimeOffset? LastUsedAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static ApiToken Issue(
        Guid userId,
        string name,
        byte[] secretHash,
        IEnumerable<string> scopes,
        DateTimeOffset? expiresAt,
        DateTimeOffset at
    ) =>
        new()
        {
            Id = Ids.New(),
            UserId = userId,
            Name = name.Trim(),
            SecretHash = secretHash,
            Scopes = [.. scopes],
            CreatedAt = at,
            ExpiresAt = expiresAt,
        };

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;
}
