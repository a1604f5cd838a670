using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Milestones;

internal static class MilestoneSteps
{
    public static Task<JsonElement> AddMilestoneAsync(this TestUser user, TestProject project, string name) =>
        user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/milestones", new { name }).ReadAsync(201);

    public static Task<HttpResponseMessage> CloseAsync(this TestUser user, JsonElement milestone, object? body = null) =>
        user.SendAsync(HttpMethod.Post, $"/api/milestones/{milestone.Id()}/close", body);

    public static Task<JsonElement> TaskInAsync(
        this TestUser user,
        TestProject project,
        JsonElement milestone,
        string status = "Backlog"
    ) => user.CreateTaskAsync(project, status, new { milestone_id = milestone.Id(), status_id = project.Statuses[status] });

    public static async Task<Guid?> MilestoneOfAsync(this TestUser user, JsonElement task)
    {
        var now = await user.GetAsync($"/api/tasks/{task.Id()}");
        return now.IsNull("milestone_id") ? null : now.Id("milestone_id");
    }
}
