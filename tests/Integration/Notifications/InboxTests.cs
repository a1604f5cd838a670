using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

/// <summary>Who is told of what (api.md, "Who is told by default").</summary>
public sealed class InboxTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Assignee_IsTold_TheActorIsNot()
    {
        var (ann, ben, project) = await TeamAsync();
        var task = await ann.CreateTaskAsync(project, "Theirs", new { assignee_ids = new[] { ben.Id, ann.Id } });

        await ben.BeToldAsync("assigned task.created");
        await app.RoutedAsync();
        (await ann.ToldAsync()).Should().BeEmpty();
        var group = (await ben.InboxAsync()).Items().Single();
        group.GetProperty("task").Id().Should().Be(task.Id());
        group.GetProperty("task").Str("title").Should().Be("Theirs");
        (group.Str("reason"), group.Int("unread")).Should().Be(("assigned", 1));
        group.Items("notifications").Single().GetProperty("actor").Str("name").Should().Be("Ann");
    }

    [Fact]
    public async Task Edit_TellsTheNewAssigneeOnly()
    {
        var (ann, ben, project) = await TeamAsync();
        var task = await ann.CreateTaskAsync(project, "Later theirs");
        task = await ann.PatchAsync(task, new { assignee_ids = new[] { ben.Id }, version = 1 }).ReadAsync(200);
        await ben.BeToldAsync("assigned task.updated");
        await ann.PatchAsync(task, new { priority = "high", version = 2 }).ReadAsync(200);
        await app.RoutedAsync();
        (await ben.ToldAsync()).Should().Equal("assigned task.updated");
    }

    [Fact]
    public async Task Mention_GoesBeforeWatching_AndAnEditTellsOnlyWhomItNamesAnew()
    {
        var (ann, ben, project) = await TeamAsync();
        var cem = await ColleagueAsync(ann, "Cem");
        var task = await ann.CreateTaskAsync(project, "Discussed", new { assignee_ids = new[] { ben.Id } });
        var comment = await ann.CommentAsync(task, $"What do you think, {CommentSteps.Mentioning(ben)}?").ReadAsync(201);
        await ben.BeToldAsync("mentioned comment.created", "assigned task.created");

        await ann.EditAsync(comment, $"{CommentSteps.Mentioning(ben)} and {CommentSteps.Mentioning(cem)}", 1).ReadAsync(200);
        await cem.BeToldAsync("mentioned comment.updated");
        await app.RoutedAsync();
        (await ben.ToldAsync()).Should().Equal("mentioned comment.created", "assigned task.created");
    }

    [Fact]
    public async Task Watchers_AreToldOfCommentsAndStatus_WhoLeftIsNot()
    {
        var (ann, ben, project) = await TeamAsync();
        var cem = await ColleagueAsync(ann, "Cem");
        var task = await ben.CreateTaskAsync(project, "Watched");
        await cem.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/watchers/{cem.Id}").ReadAsync(200);
        await ann.CommentAsync(task, "Hello").ReadAsync(201);
        await ben.BeToldAsync("watching comment.created");
        await cem.BeToldAsync("watching comment.created");

        await ben.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}/watchers/{ben.Id}").ReadAsync(200);
        await ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/move", new { status_id = project.Statuses["Done"], version = 1 })
            .ReadAsync(200);
        await cem.BeToldAsync("watching task.moved", "watching comment.created");
        await app.RoutedAsync();
        (await ben.ToldAsync()).Should().Equal("watching comment.created");
    }

    [Fact]
    public async Task WhoLostTheProject_IsNotTold_AndSeesNothingOfItInTheInbox()
    {
        var (ann, _, project) = await TeamAsync();
        var other = await ann.CreateProjectAsync();
        var guest = await app.SignUpAsync("Gus", organization: null);
        await ann.AdmitAsync(guest, "guest", project.Id, other.Id);
        var task = await ann.CreateTaskAsync(project, "Seen once", new { assignee_ids = new[] { guest.Id } });
        await guest.BeToldAsync("assigned task.created");

        await ann.SendAsync(HttpMethod.Delete, $"/api/organizations/{ann.OrganizationId}/members/{guest.Id}").ReadAsync(204);
        await ann.CommentAsync(task, "Behind their back").ReadAsync(201);
        await app.RoutedAsync();
        (await guest.InboxAsync()).Items().Should().BeEmpty();
        await ann.AdmitAsync(guest, "guest", other.Id);
        var inbox = await guest.InboxAsync();
        (inbox.Items().Count, inbox.Int("unread")).Should().Be((0, 0));
    }

    [Fact]
    public async Task Import_TellsNobody()
    {
        var (ann, ben, project) = await TeamAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent($"title,assignee\nImported,{ben.Email}\n"), "file", "backlog.csv" },
        };
        var import = await (await ann.Http.PostAsync($"/api/projects/{project.Id}/imports", form)).ReadAsync(202);
        await Eventually.BeTrueAsync(
            async () => (await ann.GetAsync($"/api/imports/{import.Id("import_id")}")).Str("status") == "ready",
            NotificationSteps.Patience,
            "the import should end"
        );
        await app.RoutedAsync();
        (await ben.ToldAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task List_IsPagedByTask_NewestFirst_AndCountsTasks()
    {
        var (ann, ben, project) = await TeamAsync();
        for (var number = 1; number <= 5; number++)
        {
            var task = await ann.CreateTaskAsync(project, $"Task {number}", new { assignee_ids = new[] { ben.Id } });
            await ann.CommentAsync(task, "More").ReadAsync(201);
        }
        await Eventually.BeTrueAsync(async () => (await ben.ToldAsync()).Count == 10, NotificationSteps.Patience, "all should be told");

        var titles = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await ben.InboxAsync($"?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            page.Int("unread").Should().Be(5);
            titles.AddRange(page.Items().Select(group => group.GetProperty("task").Str("title")));
            cursor = page.Str("next_cursor");
        } while (cursor is not null);
        titles.Should().Equal("Task 5", "Task 4", "Task 3", "Task 2", "Task 1");
        await ben.Http.GetAsync("/api/notifications?cursor=nonsense").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private async Task<(TestUser Ann, TestUser Ben, TestProject Project)> TeamAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        return (ann, await ColleagueAsync(ann, "Ben"), await ann.CreateProjectAsync());
    }

    private async Task<TestUser> ColleagueAsync(TestUser owner, string name)
    {
        var colleague = await app.SignUpAsync(name, organization: null);
        await owner.AdmitAsync(colleague, "member");
        return colleague;
    }
}
