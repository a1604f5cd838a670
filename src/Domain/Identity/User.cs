using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Identity;

/// <summary>A person who can sign in. Lockout: <see cref="MaxFailures"/> wrong passwords within <see cref="FailureWindow"/>.</summary>
public sealed class User : Entity
{
    public const int EmailMaxLength = 254;
    public const int NameMaxLength = 100;
    public const int PasswordMinLength = 10;
    public const int PasswordMaxLength = 256;
    public const int MaxFailures = 10;
    public static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(15);

    /// <summary>The installation as an actor, for what no person did. A row like a person's, that nobody can sign in to or is a member by (ADR 0030).</summary>
    public static readonly Guid InstallationId = new("00000000-0000-7000-8000-7461736b666c");

    private User() { }

    public string Email { get; private set; } = "";

    /// <summary>The address in lower case; unique.</summary>
    public string NormalizedEmail { get; private set; } = "";

    public string DisplayName { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    public string TimeZone { get; private set; } = "UTC";

    public string Locale { get; private set; } = "en";

    /// <summary>The first person of an empty installation operates it. Others are named in <c>Ops:Administrators</c>.</summary>
    public bool IsOperator { get; private set; }

    public int AccessFailedCount { get; private set; }

    public DateTimeOffset? AccessFailedSince { get; private set; }

    public DateTimeOffset? LockoutEnd { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When a link that went to the address was opened; null = nobody has shown that the address is theirs (ADR 0029).</summary>
    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public static User Register(Guid id, string email, string displayName, string passwordHash, bool isOperator, DateTimeOffset at) =>
        new()
        {
            Id = id,
            Email = email.Trim(),
            NormalizedEmail = Normalize(email),
            DisplayName = displayName.Trim(),
            PasswordHash = passwordHash,
            IsOperator = isOperator,
            CreatedAt = at,
        };

    public bool IsLockedOut(DateTimeOffset at) => LockoutEnd > at;

    /// <summary>Counts a wrong password; the count starts anew when the window has passed.</summary>
    public void RefusePassword(DateTimeOffset at)
    {
        if (AccessFailedSince is null || at - AccessFailedSince > FailureWindow)
        {
            AccessFailedSince = at;
            AccessFailedCount = 0;
        }

        AccessFailedCount++;
        if (AccessFailedCount < MaxFailures)
            return;
        LockoutEnd = at + FailureWindow;
        AccessFailedCount = 0;
        AccessFailedSince = null;
    }

    public void AcceptPassword()
    {
        AccessFailedCount = 0;
        AccessFailedSince = null;
        LockoutEnd = null;
    }

    public void ChangePassword(string passwordHash)
    {
        PasswordHash = passwordHash;
        AcceptPassword();
    }

    public void VerifyEmail(DateTimeOffset at) => EmailVerifiedAt ??= at;

    public void EditProfile(string? displayName, string? timeZone, string? locale)
    {
        DisplayName = displayName?.Trim() ?? DisplayName;
        TimeZone = timeZone ?? TimeZone;
        Locale = locale ?? Locale;
    }
}
