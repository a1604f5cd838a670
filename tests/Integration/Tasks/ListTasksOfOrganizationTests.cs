using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class ListTasksOfOrganizationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task AssignedToMe_IsFoundInEveryProject_PageByPage()
    {
        var user = await app.SignUpAsync();
        var (web, app2) = (await user.CreateProjectAsync(), await user.CreateProjectAsync());
        var mine = new List<Guid>();
        foreach (var project in new[] { web, app2, web, app2 })
        {
            mine.Add((await user.CreateTaskAsync(project, "mine", new { assignee_ids = new[] { user.Id } })).Id());
            await user.CreateTaskAsync(project, "nobody's");
        }

        foreach (var sort in new[] { "number", "-number", "rank", "created_at" })
        {
            var found = new List<Guid>();
            var more = "";
            do
            {
                var page = await ListAsync(user, $"filter=assignee:me&limit=1&sort={sort}{more}");
                found.AddRange(page.Items().Select(t => t.Id()));
                more = page.Str("next_cursor") is { } cursor ? $"&cursor={cursor}" : null;
            } while (more is not null);
            found.Should().BeEquivalentTo(mine, sort);
        }
    }

    [Fact]
    public async Task Guest_SeesAndNamesOnlyTheProjectsOfTheInvitation()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (seen, hidden) = (await owner.CreateProjectAsync(), await owner.CreateProjectAsync());
        await owner
            .SendAsync(HttpMethod.Post, $"/api/projects/{hidden.Id}/labels", new { name = "secret", color = "#ff0000" })
            .ReadAsync(201);
        await owner.AdmitAsync(guest, "guest", seen.Id);
        var visible = await owner.CreateTaskAsync(seen, "visible");
        await owner.CreateTaskAsync(hidden, "hidden");

        var path = $"/api/organizations/{owner.OrganizationId}/tasks";
        (await guest.GetAsync(path)).Items().Select(t => t.Id()).Should().Equal(visible.Id());
        (await guest.GetAsync($"{path}?q=hidden")).Items().Should().BeEmpty();
        await guest.SendAsync(HttpMethod.Get, $"{path}?filter=label:secret").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private static Task<JsonElement> ListAsync(TestUser user, string query) =>
        user.GetAsync($"/api/organizations/{user.OrganizationId}/tasks?{query}");
}
