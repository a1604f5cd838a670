using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Identity;

/// <summary>A browser that is signed in. Only the SHA-256 of its secret is kept.</summary>
public sealed class Session : Entity
{
    /// <summary>A session ends by itself after this time without a sign of life.</summary>
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(30);

    private Session() { }

    public byte[] SecretHash { get; private init; } = [];

    public Guid UserId { get; private init; }

    public string? UserAgent { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static Session Begin(Guid userId, byte[] secretHash, string? userAgent, DateTimeOffset at) =>
        new()
        {
            Id = Ids.New(),
            UserId = userId,
            SecretHash = secretHash,
            UserAgent = userAgent,
            CreatedAt = at,
            LastSeenAt = at,
        };

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;
}
