using TaskFlow.Application.Notifications;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class NotificationEndpoints
{
    private static readonly QueryParameter Unread = new("unread", "boolean", "true: only what is unread.");
    private static readonly QueryParameter UserId = new("user_id", "uuid", "The person; without it, what integrations got.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("").WithTags("Notifications");
        inbox
            .MapGet("/notifications", ListAsync)
            .Answers<Inbox>("ListNotifications")
            .WithQuery(Unread, QueryParameter.Limit, QueryParameter.Cursor);
        inbox.MapPost("/notifications/read", ReadAsync).Answers<UnreadCount>("MarkRead");
        inbox.MapGet("/notifications/preferences", PreferencesAsync).Answers<PreferencesView>("GetPreferences");
        inbox.MapPut("/notifications/preferences", ChangeAsync).Answers<PreferencesView>("ChangePreferences");
        inbox.MapGet("/events/{eventId:guid}/journey", JourneyAsync).Answers<JourneyView>("GetJourney").WithQuery(UserId);
    }

    private static Task<IResult> ListAsync(Query query, Api api) =>
        api.AskAsync(new ListNotifications(query.Flag(Unread.Name) ?? false, query.Page()), inbox => Answer.Ok(inbox));

    private static Task<IResult> ReadAsync(JsonBody<WhatWasRead> body, Api api)
    {
        var given = body.Value;
        var values = new Values();
        var (ids, tasks) = (values.Ids(given.Ids, "/ids"), values.Ids(given.TaskIds, "/task_ids"));
        var upTo = values.Instant(given.UpTo, "/up_to");
        values.ThrowIfAny();
        return api.SendAsync(new MarkRead(ids, tasks, given.All ?? false, upTo), count => Answer.Ok(count));
    }

    private static Task<IResult> PreferencesAsync(Api api) => api.AskAsync(new GetPreferences(), view => Answer.Ok(view));

    private static Task<IResult> ChangeAsync(JsonBody<PreferencesChange> body, Api api)
    {
        var given = body.Value;
        var values = new Values();
        var chosen = new Dictionary<NotificationReason, ChannelsView>();
        foreach (var (name, channels) in given.Reasons ?? new Dictionary<string, ChannelsChoice?>(StringComparer.Ordinal))
        {
            if (values.Choice<NotificationReason>(name, $"/reasons/{name}") is { } reason && channels is not null)
                chosen[reason] = new ChannelsView(channels.Inbox, channels.Email);
        }
        // Kept for a later release; to take them now and not to keep to them would be a lie.
        if (given.QuietHours is not null)
            values.Add(FieldError.In("/quiet_hours", "not_supported", "Quiet hours are not supported yet: leave them out or send null."));
        if (given.Digest is not null and not "off")
            values.Add(FieldError.In("/digest", "not_supported", "Digests are not supported yet: leave it out or send off."));
        values.ThrowIfAny();
        return api.SendAsync(new ChangePreferences(chosen), view => Answer.Ok(view));
    }

    private static Task<IResult> JourneyAsync(Guid eventId, Query query, Api api) =>
        api.AskAsync(new GetJourney(eventId, query.Id(UserId.Name)), journey => Answer.Ok(journey));
}

/// <summary>Single notifications, all of some tasks, or everything; the last two up to a moment.</summary>
internal sealed record WhatWasRead(IReadOnlyList<string>? Ids, IReadOnlyList<string>? TaskIds, bool? All, string? UpTo);

internal sealed record PreferencesChange(IReadOnlyDictionary<string, ChannelsChoice?>? Reasons, QuietHours? QuietHours, string? Digest);

internal sealed record ChannelsChoice(bool Inbox, bool Email);

internal sealed record QuietHours(string From, string To, string TimeZone);
