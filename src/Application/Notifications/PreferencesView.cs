using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Notifications;

/// <summary>A person's choices as api.md shows them.</summary>
/// <param name="QuietHours">Always null in this release.</param>
/// <param name="Digest">Always <c>off</c> in this release.</param>
public sealed record PreferencesView(IReadOnlyDictionary<string, ChannelsView> Reasons, object? QuietHours, string Digest)
{
    internal static PreferencesView Of(IEnumerable<NotificationPreference> chosen) =>
        new(
            chosen
                .OrderBy(p => p.Reason)
                .ToDictionary(p => NameOf(p.Reason), p => new ChannelsView(p.Inbox, p.Email), StringComparer.Ordinal),
            null,
            "off"
        );

    internal static string NameOf(NotificationReason reason) =>
        reason switch
        {
            NotificationReason.Assigned => "assigned",
            NotificationReason.Mentioned => "mentioned",
            NotificationReason.Watching => "watching",
            NotificationReason.Due => "due",
        };
}

public sealed record ChannelsView(bool Inbox, bool Email);

internal static class Preferences
{
    public static readonly IReadOnlyList<NotificationReason> Reasons = Enum.GetValues<NotificationReason>();

    /// <summary>One for each reason; tracked, those that are not stored are the defaults.</summary>
    public static async Task<Dictionary<NotificationReason, NotificationPreference>> PreferencesOfAsync(
        this IAppDbContext db,
        Guid userId,
        CancellationToken cancellationToken
    ) => await db.NotificationPreferences.Where(p => p.UserId == userId).ToDictionaryAsync(p => p.Reason, cancellationToken);

    public static IEnumerable<NotificationPreference> WithDefaults(
        this IReadOnlyDictionary<NotificationReason, NotificationPreference> stored,
        Guid userId
    ) => Reasons.Select(reason => stored.GetValueOrDefault(reason) ?? NotificationPreference.Default(userId, reason));
}
