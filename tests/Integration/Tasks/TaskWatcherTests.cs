using System.Text.Json;
using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>Watching is no change of the task: it writes no envelope and no version.</summary>
public sealed class TaskWatcherTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task AddAndRemove_AnswerTheTask_AndLeaveItAndTheLogAsTheyWere()
    {
        var (user, bob) = await TwoAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Watched");
        var head = await HeadAsync(user, project);
        foreach (var _ in new[] { 1, 2 })
        {
            var added = await WatchAsync(user, task, bob).ReadAsync(200);
            (added.Id(), added.Int("version")).Should().Be((task.Id(), 1));
            (await WatchersAsync(user, task)).Should().BeEquivalentTo([user.Id, bob.Id]);
        }

        foreach (var _ in new[] { 1, 2 })
        {
            (await UnwatchAsync(user, task, bob).ReadAsync(200)).Int("version").Should().Be(1);
            (await WatchersAsync(user, task)).Should().Equal(user.Id);
        }

        (await HeadAsync(user, project)).Should().Be(head);
    }

    [Fact]
    public async Task CreatorAssigneesAndAuthors_WatchByThemselves_UntilTheyLeave()
    {
        var (user, bob) = await TwoAsync();
        var (eve, idle) = (await app.SignUpAsync("Eve", organization: null), await app.SignUpAsync("Idle", organization: null));
        await user.AdmitAsync(eve, "member");
        await user.AdmitAsync(idle, "member");
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Busy", new { assignee_ids = new[] { bob.Id } });
        var comment = await eve.CommentAsync(task, "I say.").ReadAsync(201);
        (await WatchersAsync(idle, task)).Should().BeEquivalentTo([user.Id, bob.Id, eve.Id]);

        await UnwatchAsync(bob, task, bob).ReadAsync(200);
        await UnwatchAsync(user, task, user).ReadAsync(200);
        await user.CommentAsync(task, "The creator speaks.").ReadAsync(201);
        (await WatchersAsync(idle, task)).Should().Equal([eve.Id], "what they decided goes before what they do");
        await WatchAsync(user, task, user).ReadAsync(200);
        await eve.DeleteCommentAsync(comment).ReadAsync(204);
        (await WatchersAsync(idle, task)).Should().Equal(user.Id);
        await user.PatchAsync(task, new { assignee_ids = new[] { eve.Id } }).ReadAsync(200);
        (await WatchersAsync(idle, task)).Should().BeEquivalentTo([user.Id, eve.Id]);
    }

    [Fact]
    public async Task Watcher_IsSomebodyWhoSeesTheProject_AndNoneOnceRemoved()
    {
        var (user, bob) = await TwoAsync();
        var (guest, stranger) = (await app.SignUpAsync("Guest", organization: null), await app.SignUpAsync("Stranger"));
        var (shown, hidden) = (await user.CreateProjectAsync("SHOWN"), await user.CreateProjectAsync("HIDDEN"));
        await user.AdmitAsync(guest, "guest", shown.Id);
        var (inShown, inHidden) = (await user.CreateTaskAsync(shown, "a"), await user.CreateTaskAsync(hidden, "b"));
        await WatchAsync(user, inShown, guest).ReadAsync(200);
        await WatchAsync(user, inHidden, guest).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        (await WatchAsync(user, inShown, stranger).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("user_id unknown_member");
        await UnwatchAsync(user, inShown, stranger).ReadAsync(200);
        await WatchAsync(user, inShown, bob).ReadAsync(200);
        await user.SendAsync(HttpMethod.Delete, $"/api/organizations/{user.OrganizationId}/members/{bob.Id}").ReadAsync(204);
        (await WatchersAsync(user, inShown)).Should().BeEquivalentTo([user.Id, guest.Id]);
    }

    [Fact]
    public async Task Guest_DecidesForThemselvesOnly()
    {
        var (user, bob) = await TwoAsync();
        var guest = await app.SignUpAsync("Guest", organization: null);
        var project = await user.CreateProjectAsync();
        await user.AdmitAsync(guest, "guest", project.Id);
        var task = await user.CreateTaskAsync(project, "Shown");
        await WatchAsync(guest, task, guest).ReadAsync(200);
        await WatchAsync(guest, task, bob).ShouldBeProblemAsync(403, "FORBIDDEN");
        await UnwatchAsync(guest, task, user).ShouldBeProblemAsync(403, "FORBIDDEN");
        (await WatchersAsync(guest, task)).Should().BeEquivalentTo([user.Id, guest.Id]);
    }

    [Fact]
    public async Task ManyAtOnce_AllArrive_AlsoTheSameOne()
    {
        var (user, bob) = await TwoAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Popular");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => WatchAsync(i % 2 == 0 ? user : bob, task, bob).ReadAsync(200)));
        (await WatchersAsync(user, task)).Should().BeEquivalentTo([user.Id, bob.Id]);
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}").ReadAsync(204);
        await UnwatchAsync(user, task, bob).ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    private async Task<(TestUser Owner, TestUser Member)> TwoAsync()
    {
        var (user, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await user.AdmitAsync(bob, "member");
        return (user, bob);
    }

    private static Task<HttpResponseMessage> WatchAsync(TestUser actor, JsonElement task, TestUser watcher) =>
        actor.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/watchers/{watcher.Id}");

    private static Task<HttpResponseMessage> UnwatchAsync(TestUser actor, JsonElement task, TestUser watcher) =>
        actor.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}/watchers/{watcher.Id}");

    /// <summary>Read in pages of two.</summary>
    private static async Task<List<Guid>> WatchersAsync(TestUser actor, JsonElement task)
    {
        var (watchers, cursor) = (new List<Guid>(), "");
        while (cursor is not null)
        {
            var page = await actor.GetAsync($"/api/tasks/{task.Id()}/watchers?limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            watchers.AddRange(page.Items().Select(w => w.Id()));
            cursor = page.Str("next_cursor");
        }

        return watchers;
    }

    private static async Task<long> HeadAsync(TestUser user, TestProject project) =>
        (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();
}
