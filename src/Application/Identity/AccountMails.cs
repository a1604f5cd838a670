using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>Mails with links to an account (ADR 0029): stored with the request, sent by workers.</summary>
public static class AccountMails
{
    /// <summary>Name of the secret in the sealed box; the worker opens it by the same.</summary>
    public const string SecretName = "link";

    internal static Task QueueVerificationAsync(
        this IAppDbContext db,
        ISecretBox box,
        User user,
        Installation installation,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        db.QueueMailAsync(
            box,
            AccountMailKind.EmailVerification,
            user.NormalizedEmail,
            user.Id,
            installation.EmailVerificationLifetime,
            at,
            cancellationToken
        );

    /// <summary>Does the same work whether somebody has the address or not, so that the time of the answer does not tell.</summary>
    internal static async Task QueueMailAsync(
        this IAppDbContext db,
        ISecretBox box,
        AccountMailKind kind,
        string normalizedEmail,
        Guid? userId,
        TimeSpan lifetime,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var address = SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail));
        var since = at - AccountMail.LimitWindow;
        var recent = await db.AccountMails.CountAsync(
            m => m.AddressHash == address && m.Kind == kind && m.CreatedAt > since,
            cancellationToken
        );
        if (recent >= AccountMail.MostPerAddress)
            return;
        var (id, secret) = (Ids.New(), Secrets.New());
        db.AccountMails.Add(AccountMail.Queue(id, kind, userId, address, secret.Hash, box.Seal(id, SecretName, secret.Text), lifetime, at));
    }

    /// <summary>Locks the person of a link, then the link: of many callers one finds it open.</summary>
    /// <returns>Null when the link is worthless.</returns>
    internal static async Task<(AccountMail Mail, User User)?> OpenLinkAsync(
        this IAppDbContext db,
        AccountMailKind kind,
        string token,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        // What is compared is the hash of 256 random bits, so the time of the look-up tells nothing of the secret.
        var hash = Secrets.HashOf(token);
        var userId = await db
            .AccountMails.Where(m => m.SecretHash == hash && m.Kind == kind)
            .Select(m => m.UserId)
            .SingleOrDefaultAsync(cancellationToken);
        if (userId is null)
            return null;
        var user = await db.Users.Where(u => u.Id == userId).Locked().SingleAsync(cancellationToken);
        var mail = await db.AccountMails.Where(m => m.SecretHash == hash).Locked().SingleAsync(cancellationToken);
        var isReplaced = await db.AccountMails.AnyAsync(
            m => m.UserId == userId && m.Kind == kind && m.CreatedAt > mail.CreatedAt,
            cancellationToken
        );
        return isReplaced || !mail.IsOpen(at) ? null : (mail, user);
    }

    /// <summary>A link from before a change of the password must not undo it.</summary>
    internal static Task<int> EndResetLinksAsync(
        this IUnitOfWork unitOfWork,
        IAppDbContext db,
        Guid userId,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.UpdateAsync(
            db.AccountMails.Where(m => m.UserId == userId && m.Kind == AccountMailKind.PasswordReset && m.EndedAt == null),
            set => set.SetProperty(m => m.EndedAt, at),
            cancellationToken
        );
}
