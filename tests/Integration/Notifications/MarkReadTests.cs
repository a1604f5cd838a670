using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

public sealed class MarkReadTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Read_BySingleLine_ByTask_AndAll()
    {
        var (ann, ben, first, second) = await TwoTasksAsync();
        var line = (await ben.InboxAsync()).Items().Single(g => g.GetProperty("task").Id() == first).Items("notifications")[0].Id();
        (await ReadAsync(ben, new { ids = new[] { line } })).Should().Be(2, "the other line of the first task is unread");
        (await ben.InboxAsync("?unread=true")).Items().SelectMany(g => g.Items("notifications")).Should().HaveCount(2);

        (await ReadAsync(ben, new { task_ids = new[] { first } })).Should().Be(1);
        (await ReadAsync(ben, new { all = true })).Should().Be(0);
        (await ben.InboxAsync()).Items().Should().HaveCount(2, "what was read stays");
        (await ben.InboxAsync("?unread=true")).Items().Should().BeEmpty();
        (await ReadAsync(ben, new { task_ids = new[] { second } })).Should().Be(0);
        (await ann.InboxAsync()).Int("unread").Should().Be(0);
    }

    [Fact]
    public async Task ReadAll_UpToAMoment_LeavesWhatCameAfterIt()
    {
        var (ann, ben, _, _) = await TwoTasksAsync();
        var newest = (await ben.InboxAsync()).Items()[0].Str("at");
        var late = await ann.CreateTaskAsync(await ann.CreateProjectAsync(), "Late", new { assignee_ids = new[] { ben.Id } });
        await Eventually.BeTrueAsync(async () => (await ben.InboxAsync()).Int("unread") == 3, NotificationSteps.Patience, "three tasks");

        (await ReadAsync(ben, new { all = true, up_to = newest })).Should().Be(1);
        (await ben.InboxAsync("?unread=true")).Items().Single().GetProperty("task").Id().Should().Be(late.Id());
    }

    [Fact]
    public async Task ReadAll_UpToTheEndOfTime_MeansNow()
    {
        var (_, ben, _, _) = await TwoTasksAsync();
        (await ReadAsync(ben, new { all = true, up_to = "9999-12-31T23:59:59.999Z" })).Should().Be(0);
    }

    [Fact]
    public async Task Read_OfAnothersLine_ChangesNothing()
    {
        var (_, ben, _, _) = await TwoTasksAsync();
        var stranger = await app.SignUpAsync("Stranger");
        var lines = (await ben.InboxAsync()).Items().SelectMany(g => g.Items("notifications")).Select(n => n.Id()).ToArray();
        (await ReadAsync(stranger, new { ids = lines })).Should().Be(0);
        (await ben.InboxAsync()).Int("unread").Should().Be(2);
    }

    [Fact]
    public async Task Read_OfNothing_IsRefused()
    {
        var user = await app.SignUpAsync();
        foreach (var body in new object[] { new { }, new { ids = Array.Empty<Guid>() }, new { all = false } })
            await user.SendAsync(HttpMethod.Post, "/api/notifications/read", body).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private static async Task<int> ReadAsync(TestUser user, object what) =>
        (await user.SendAsync(HttpMethod.Post, "/api/notifications/read", what).ReadAsync(200)).Int("unread");

    /// <summary>Ben has two lines of the first task and one of the second.</summary>
    private async Task<(TestUser Ann, TestUser Ben, Guid First, Guid Second)> TwoTasksAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        var ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        var project = await ann.CreateProjectAsync();
        var first = await ann.CreateTaskAsync(project, "First", new { assignee_ids = new[] { ben.Id } });
        await ann.CommentAsync(first, "More").ReadAsync(201);
        var second = await ann.CreateTaskAsync(project, "Second", new { assignee_ids = new[] { ben.Id } });
        await ben.BeToldAsync("assigned task.created", "watching comment.created", "assigned task.created");
        return (ann, ben, first.Id(), second.Id());
    }
}
