using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Comments;

/// <summary>What people do with comments.</summary>
internal static class CommentSteps
{
    public static string CommentsOf(this JsonElement task) => $"/api/tasks/{task.Id()}/comments";

    public static Task<HttpResponseMessage> CommentAsync(this TestUser user, JsonElement task, string body) =>
        user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body });

    public static Task<HttpResponseMessage> EditAsync(this TestUser user, JsonElement comment, string body, int? version = null) =>
        user.SendAsync(HttpMethod.Patch, $"/api/comments/{comment.Id()}", version is null ? new { body } : new { body, version });

    public static Task<HttpResponseMessage> DeleteCommentAsync(this TestUser user, JsonElement comment) =>
        user.SendAsync(HttpMethod.Delete, $"/api/comments/{comment.Id()}");

    public static string Mentioning(TestUser person) => $"@[Somebody](user:{person.Id})";

    /// <summary>The lines of the project's log about comments.</summary>
    public static async Task<List<JsonElement>> CommentLogAsync(this TestUser user, TestProject project) =>
        [
            .. (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0"))
                .Items()
                .Where(e => e.GetProperty("resource").Str("type") == "comment"),
        ];
}
