namespace TaskFlow.Application.Common;

/// <summary>What the operator configured and use cases have to know.</summary>
/// <param name="PublicUrl">Links that leave the installation are made from it.</param>
/// <param name="LocalSignIn">Sign-in with e-mail address and password is on.</param>
/// <param name="Oidc">The OpenID provider for browsers; null = none.</param>
/// <param name="Administrators">E-mail addresses of operators; empty = the first person of an empty installation is the operator.</param>
public sealed record Installation(Uri PublicUrl, bool LocalSignIn, OidcClient? Oidc, IReadOnlyList<string> Administrators)
{
    /// <summary>Mails about accounts can go out: the installation has a mail server of its own.</summary>
    public bool SendsMail { get; init; }

    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan EmailVerificationLifetime { get; init; } = TimeSpan.FromHours(24);

    public bool IsAdministrator(string email) => Administrators.Contains(email.Trim(), StringComparer.OrdinalIgnoreCase);

    public string LinkTo(string path) => new Uri(PublicUrl, path).ToString();
}

public sealed record OidcClient(string Authority, string ClientId);
