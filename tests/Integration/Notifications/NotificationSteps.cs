using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

/// <summary>What people do with their inboxes.</summary>
internal static class NotificationSteps
{
    /// <summary>Above the promise (p99 below 1 s), because many tests share the cores.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static Task<JsonElement> InboxAsync(this TestUser user, string query = "") => user.GetAsync($"/api/notifications{query}");

    /// <summary>All lines of the inbox, newest first: <c>reason type</c>.</summary>
    public static async Task<List<string>> ToldAsync(this TestUser user) =>
        [
            .. (await user.InboxAsync())
                .Items()
                .SelectMany(group => group.Items("notifications"))
                .OrderByDescending(n => n.GetProperty("at").GetDateTimeOffset())
                .Select(n => $"{n.Str("reason")} {n.Str("type")}"),
        ];

    public static async Task BeToldAsync(this TestUser user, params string[] lines)
    {
        List<string> told = [];
        await Eventually.BeTrueAsync(
            async () => (told = await user.ToldAsync()).SequenceEqual(lines, StringComparer.Ordinal),
            Patience,
            $"the inbox should say {string.Join(" | ", lines)}"
        );
    }

    /// <summary>Until the router has done all that happened so far; only then "nothing came" means something.</summary>
    public static Task RoutedAsync(this TestApp app) =>
        Eventually.BeTrueAsync(
            async () => await Sql.ScalarAsync(app.ConnectionString, "SELECT count(*) FROM outbox WHERE attempts = 0") == "0",
            Patience,
            "the outbox should be empty"
        );

    /// <summary>The newest event of a project.</summary>
    public static async Task<Guid> LastEventAsync(this TestUser user, TestProject project) =>
        (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0&limit=200")).Items()[^1].Id();

    public static Task<JsonElement> JourneyAsync(this TestUser asker, Guid eventId, TestUser person) =>
        asker.GetAsync($"/api/events/{eventId}/journey?user_id={person.Id}");

    public static JsonElement Channel(this JsonElement journey, string channel) =>
        journey.Items("channels").Single(c => c.Str("channel") == channel);
}
