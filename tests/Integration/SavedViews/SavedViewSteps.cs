using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.SavedViews;

internal static class SavedViewSteps
{
    public static Task<JsonElement> SaveViewAsync(this TestUser user, TestProject project, object view) =>
        user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", view).ReadAsync(201);

    public static async Task<List<string>> ViewNamesAsync(this TestUser user, TestProject project) =>
        [.. (await user.GetAsync($"/api/projects/{project.Id}/views")).Items().Select(v => v.Str("name")!)];

    public static Task<HttpResponseMessage> PatchViewAsync(this TestUser user, JsonElement view, object patch) =>
        user.SendAsync(HttpMethod.Patch, $"/api/views/{view.Id()}", patch);

    public static Task<HttpResponseMessage> DeleteViewAsync(this TestUser user, JsonElement view) =>
        user.SendAsync(HttpMethod.Delete, $"/api/views/{view.Id()}");
}
