using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Activities;

/// <summary>The edits of a comment: the same envelopes as in the log, newest first.</summary>
public sealed class ListCommentHistoryTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task History_IsNewestFirst_PageByPage()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Remembered");
        var comment = await user.CommentAsync(task, "Text 1").ReadAsync(201);
        await user.CommentAsync(task, "Another").ReadAsync(201);
        for (var i = 2; i <= 4; i++)
            await user.EditAsync(comment, $"Text {i}").ReadAsync(200);

        var history = $"/api/comments/{comment.Id()}/history";
        var first = await user.GetAsync($"{history}?limit=3");
        first.Items().Select(e => e.GetProperty("resource").Int("version")).Should().Equal(4, 3, 2);
        first.Items().Select(e => e.GetProperty("changes").GetProperty("body").Str("from")).Should().Equal("Text 3", "Text 2", "Text 1");
        var second = await user.GetAsync($"{history}?limit=3&cursor={first.Str("next_cursor")}");
        second.Items().Single().GetProperty("data").GetProperty("comment").Str("body").Should().Be("Text 1");
        second.IsNull("next_cursor").Should().BeTrue();
        var logged = (await user.CommentLogAsync(project)).Single(e => e.Str("id") == first.Items()[0].Str("id"));
        logged.ToString().Should().Be(first.Items()[0].ToString());
        await user.SendAsync(HttpMethod.Get, $"{history}?cursor=nonsense").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }
}
