namespace TaskFlow.Infrastructure.Configuration;

/// <summary>How people sign in.</summary>
public sealed record AuthOptions
{
    /// <summary>Sign-in with e-mail and password; on.</summary>
    public bool Local { get; init; } = true;

    /// <summary>A link that sets a new password works this long; 1 h. Long enough for a slow mail, short for who finds the mailbox open later.</summary>
    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A link that confirms an address works this long; 24 h. It gives no access, so it may wait until the next day.</summary>
    public TimeSpan EmailVerificationLifetime { get; init; } = TimeSpan.FromHours(24);

    public OidcOptions Oidc { get; init; } = new();
}

/// <summary>Sign-in through an OpenID provider; off while <see cref="Authority"/> is empty.</summary>
public sealed record OidcOptions
{
    /// <summary>Issuer address, for example <c>https://login.example.com/</c>.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Client id of the browser application; needed with <see cref="Authority"/>.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Audience that access tokens must carry. Empty: the client id.</summary>
    public string Audience { get; init; } = "";

    /// <summary>A token is accepted this long after its end while the issuer cannot be reached; 5 min.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);
}
