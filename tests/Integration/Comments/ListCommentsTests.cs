using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Comments;

public sealed class ListCommentsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Pages_AreOldestFirst_WithEachOnce_WhileOthersWrite()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Long talk");
        var elsewhere = await user.CreateTaskAsync(await user.CreateProjectAsync("ELSE"), "Other talk");
        await user.CommentAsync(elsewhere, "Not here.").ReadAsync(201);
        for (var i = 0; i < 7; i++)
            await user.CommentAsync(task, $"Comment {i}").ReadAsync(201);

        var (seen, cursor) = (new List<string?>(), "");
        for (var page = 0; cursor is not null; page++)
        {
            var answer = await user.GetAsync($"{task.CommentsOf()}?limit=3{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            seen.AddRange(answer.Items().Select(c => c.Str("body")));
            cursor = answer.Str("next_cursor");
            if (page == 0)
                await user.CommentAsync(task, "Written meanwhile").ReadAsync(201);
        }

        seen.Should().Equal([.. Enumerable.Range(0, 7).Select(i => $"Comment {i}"), "Written meanwhile"]);
    }

    [Fact]
    public async Task TaskOfTheList_IsNamedByIdOrKey()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync("TALK"), "Named");
        await user.SendAsync(HttpMethod.Post, "/api/tasks/talk-1/comments", new { body = "By key." }).ReadAsync(201);
        (await user.GetAsync(task.CommentsOf())).Items().Single().Str("body").Should().Be("By key.");
        (await user.GetAsync("/api/tasks/TALK-1/comments")).Items().Should().ContainSingle();
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    public async Task BadPage_Is422_AndNamed(string query, string parameter)
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Paged");
        var problem = await user.SendAsync(HttpMethod.Get, $"{task.CommentsOf()}?{query}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Single().Should().StartWith($"{parameter} ");
    }
}
