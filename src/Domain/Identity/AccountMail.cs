using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Identity;

/// <summary>What the link of a mail about an account does.</summary>
public enum AccountMailKind
{
    PasswordReset,
    EmailVerification,
}

public enum AccountMailStatus
{
    Pending,
    Delivered,
    Dead,
    Expired,

    /// <summary>Nobody has the address: the row only makes the request cost what every other one costs.</summary>
    Suppressed,
}

/// <summary>
/// A mail with a link that works once (ADR 0029). Of the secret in the link the hash stays; the sealed secret goes as soon as the mail is out.
/// </summary>
public sealed class AccountMail : Entity
{
    /// <summary>For one address, of one kind, within <see cref="LimitWindow"/>: who floods a mailbox gets no further.</summary>
    public const int MostPerAddress = 5;

    public static readonly TimeSpan LimitWindow = TimeSpan.FromHours(1);

    private AccountMail() { }

    /// <summary>Null when nobody has the address.</summary>
    public Guid? UserId { get; private init; }

    public AccountMailKind Kind { get; private init; }

    /// <summary>SHA-256 of the normalized address: what strangers type in is not kept.</summary>
    public byte[] AddressHash { get; private init; } = [];

    public byte[] SecretHash { get; private init; } = [];

    public byte[]? SealedSecret { get; private init; }

    public AccountMailStatus Status { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>When the link was used, or made worthless by a change of the password.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset DueAt { get; private init; }

    public int Attempts { get; private init; }

    public string? LastError { get; private init; }

    public static AccountMail Queue(
        Guid id,
        AccountMailKind kind,
        Guid? userId,
        byte[] addressHash,
        byte[] secretHash,
        byte[] sealedSecret,
        TimeSpan lifetime,
        DateTimeOffset at
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            UserId = userId,
            AddressHash = addressHash,
            SecretHash = secretHash,
            SealedSecret = userId is null ? null : sealedSecret,
            Status = userId is null ? AccountMailStatus.Suppressed : AccountMailStatus.Pending,
            CreatedAt = at,
            ExpiresAt = at + lifetime,
            DueAt = at,
        };

    public bool IsOpen(DateTimeOffset at) => UserId is not null && EndedAt is null && at < ExpiresAt;

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
