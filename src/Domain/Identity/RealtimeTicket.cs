namespace TaskFlow.Domain.Identity;

/// <summary>
/// Opens one live connection in the name of the session or token it was made with, for browsers that can send neither with a WebSocket. It stands
/// in an address, so it works once and for a minute only. Only the SHA-256 of its secret is kept.
/// </summary>
public sealed class RealtimeTicket
{
    public const string Prefix = "tft_";

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private RealtimeTicket() { }

    public byte[] SecretHash { get; private init; } = [];

    public Guid UserId { get; private init; }

    /// <summary>Of the session or token: when that ends, so does what the ticket opens.</summary>
    public byte[] CredentialHash { get; private init; } = [];

    public bool ByToken { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public static RealtimeTicket For(Session session, byte[] secretHash, DateTimeOffset at) =>
        Of(session.UserId, session.SecretHash, byToken: false, secretHash, at);

    public static RealtimeTicket For(ApiToken token, byte[] secretHash, DateTimeOffset at) =>
        Of(token.UserId, token.SecretHash, byToken: true, secretHash, at);

    private static RealtimeTicket Of(Guid userId, byte[] credentialHash, bool byToken, byte[] secretHash, DateTimeOffset at) =>
        new()
        {
            SecretHash = secretHash,
            UserId = userId,
            CredentialHash = credentialHash,
            ByToken = byToken,
            ExpiresAt = at + Lifetime,
        };
}
