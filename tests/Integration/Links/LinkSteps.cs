using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Links;

internal static class LinkSteps
{
    public static Task<HttpResponseMessage> LinkAsync(
        this TestUser user,
        JsonElement task,
        string type,
        JsonElement other,
        string? key = null
    ) => user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/links", new { type, task = other.Id() }, key);

    public static Task<HttpResponseMessage> UnlinkAsync(this TestUser user, JsonElement task, Guid linkId) =>
        user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}/links/{linkId}");

    /// <summary>As <c>type direction key</c>.</summary>
    public static async Task<List<string>> LinksAsync(this TestUser user, JsonElement task) =>
        [
            .. (await user.GetAsync($"/api/tasks/{task.Id()}/links"))
                .Items()
                .Select(l => $"{l.Str("type")} {l.Str("direction")} {l.GetProperty("task").Str("key")}"),
        ];

    public static async Task<List<JsonElement>> TasksAsync(this TestUser user, TestProject project, int count)
    {
        var tasks = new List<JsonElement>();
        while (tasks.Count < count)
            tasks.Add(await user.CreateTaskAsync(project, $"task {tasks.Count + 1}"));
        return tasks;
    }
}
