using TaskFlow.Application.Activities;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Notifications;

/// <summary>What a person was told about one task, newest first.</summary>
/// <param name="Reason">Of the newest of them.</param>
/// <param name="Unread">All that are unread, also those that are not shown.</param>
/// <param name="At">Of the newest event.</param>
/// <param name="Notifications">The newest of them.</param>
public sealed record NotificationGroup(
    NotifiedTask Task,
    NotificationReason Reason,
    int Unread,
    DateTimeOffset At,
    IReadOnlyList<NotificationView> Notifications
);

public sealed record NotifiedTask(Guid Id, string Key, string Title, Guid ProjectId, Guid OrganizationId);

/// <param name="EventId">Of the envelope it tells of; names the journey.</param>
public sealed record NotificationView(
    Guid Id,
    Guid EventId,
    string Type,
    NotificationReason Reason,
    EnvelopeActor Actor,
    StoredJson Changes,
    DateTimeOffset At,
    DateTimeOffset? ReadAt
);

/// <param name="Unread">Tasks with something unread: what the badge shows.</param>
/// <param name="DelayedSince">What is due has been waiting since then, over the whole installation; null while everybody is told in time.</param>
public sealed record Inbox(IReadOnlyList<NotificationGroup> Items, string? NextCursor, int Unread, DateTimeOffset? DelayedSince);

/// <param name="Unread">Tasks with something unread.</param>
public sealed record UnreadCount(int Unread);
