using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Comments;

public sealed class AddCommentTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Comment_IsAnsweredWhole_AndCounted_WithoutANewVersionOfTheTask()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Discussed");
        using var answer = await user.CommentAsync(task, "What about *this*?");
        var comment = await answer.ReadAsync(201);
        answer.Headers.Location!.ToString().Should().Be($"/api/comments/{comment.Id()}");
        answer.Headers.ETag!.Tag.Should().Be("\"1\"");
        comment.Id("task_id").Should().Be(task.Id());
        comment.Str("body").Should().Be("What about *this*?");
        comment.GetProperty("author").Id().Should().Be(user.Id);
        comment.GetProperty("author").Str("name").Should().Be("Alice");
        comment.Items("mentions").Should().BeEmpty();
        comment.Int("version").Should().Be(1);
        comment.Str("updated_at").Should().Be(comment.Str("created_at"));
        comment.IsNull("deleted_at").Should().BeTrue();

        await user.CommentAsync(task, "And that?").ReadAsync(201);
        var read = await user.GetAsync($"/api/tasks/{task.Id()}");
        (read.Int("comment_count"), read.Int("version")).Should().Be((2, 1));
        var listed = (await user.GetAsync($"/api/projects/{task.Id("project_id")}/tasks")).Items().Single();
        listed.Int("comment_count").Should().Be(2);
        var board = await user.GetAsync($"/api/projects/{task.Id("project_id")}/board");
        board.Items("columns").SelectMany(c => c.Items()).Single().Int("comment_count").Should().Be(2);
        (await user.PatchAsync(task, new { priority = "high" }).ReadAsync(200)).Int("comment_count").Should().Be(2);
    }

    [Fact]
    public async Task Body_IsKeptByteForByte()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Exact");
        var body = "  \t leading\r\n\r\ntrailing 日本語 👩‍👩‍👧 \u202e e\u0301 \n\n  ";
        (await user.CommentAsync(task, body).ReadAsync(201)).Str("body").Should().Be(body);
        (await user.GetAsync(task.CommentsOf())).Items().Single().Str("body").Should().Be(body);
    }

    [Fact]
    public async Task Body_Has1To50000Characters_AndNoNul()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Long");
        await user.CommentAsync(task, new string('x', 50_000)).ReadAsync(201);
        foreach (var (body, code) in new[] { ("", "required"), (new string('x', 50_001), "too_long"), ("a\0b", "nul_character") })
            (await user.CommentAsync(task, body).ShouldBeProblemAsync(422, "VALIDATION_FAILED")).Errors().Should().Equal($"/body {code}");
        (await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { }).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/body required");
    }

    [Fact]
    public async Task ChosenId_IsKept_AndTakenOnce()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Offline");
        var id = Guid.CreateVersion7();
        (await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body = "a", id }).ReadAsync(201)).Id().Should().Be(id);
        await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body = "b", id }).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body = "c", id = Guid.NewGuid() })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        (await user.GetAsync(task.CommentsOf())).Items().Should().ContainSingle();
    }

    [Fact]
    public async Task SameKeyAgain_IsOneComment_AndOneEnvelope()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Once");
        var key = Guid.CreateVersion7().ToString();
        var first = await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body = "Once." }, key).ReadAsync(201);
        var again = await user.SendAsync(HttpMethod.Post, task.CommentsOf(), new { body = "Once." }, key).ReadAsync(201);
        again.Id().Should().Be(first.Id());

        var line = (await user.CommentLogAsync(project)).Should().ContainSingle().Which;
        line.Str("type").Should().Be("comment.created");
        line.GetProperty("resource").Id().Should().Be(first.Id());
        line.GetProperty("changes").EnumerateObject().Should().BeEmpty();
        line.GetProperty("data").Id("task_id").Should().Be(task.Id());
        line.GetProperty("data").Str("task_key").Should().Be(task.Str("key"));
        line.GetProperty("data").GetProperty("comment").Str("body").Should().Be("Once.");
    }

    [Fact]
    public async Task Mention_IsOfSomebodyWhoSeesTheProject()
    {
        var (owner, guest, outsider, stranger) = (
            await app.SignUpAsync(),
            await app.SignUpAsync("Guest", organization: null),
            await app.SignUpAsync("Outsider", organization: null),
            await app.SignUpAsync("Stranger")
        );
        var (shown, other) = (await owner.CreateProjectAsync("SHOWN"), await owner.CreateProjectAsync("OTHER"));
        await owner.AdmitAsync(guest, "guest", shown.Id);
        await owner.AdmitAsync(outsider, "guest", other.Id);
        var task = await owner.CreateTaskAsync(shown, "Shown");

        var text = $"{CommentSteps.Mentioning(guest)} and {CommentSteps.Mentioning(owner)}, {CommentSteps.Mentioning(guest)}!";
        var comment = await owner.CommentAsync(task, text).ReadAsync(201);
        comment.Items("mentions").Select(m => m.GetGuid()).Should().Equal(guest.Id, owner.Id);
        foreach (var unseen in new[] { outsider, stranger })
            (await owner.CommentAsync(task, CommentSteps.Mentioning(unseen)).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                .Errors()
                .Should()
                .Equal("/body unknown_member");
        var crowd = string.Concat(Enumerable.Range(0, 51).Select(_ => $"@[x](user:{Guid.CreateVersion7()})"));
        (await owner.CommentAsync(task, crowd).ShouldBeProblemAsync(422, "VALIDATION_FAILED")).Errors().Should().Equal("/body too_many");
    }

    [Fact]
    public async Task Guest_CommentsInTheOwnProject_AndNowhereElse()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (shown, hidden) = (await owner.CreateProjectAsync("SHOWN"), await owner.CreateProjectAsync("HIDDEN"));
        await owner.AdmitAsync(guest, "guest", shown.Id);
        var (seen, unseen) = (await owner.CreateTaskAsync(shown, "a"), await owner.CreateTaskAsync(hidden, "b"));
        await guest.CommentAsync(seen, "I may.").ReadAsync(201);
        await guest.CommentAsync(unseen, "I may not.").ShouldBeProblemAsync(404, "NOT_FOUND");
        await guest.SendAsync(HttpMethod.Get, unseen.CommentsOf()).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task ArchivedTask_AndArchivedProject_TakeNoComment_AndShowTheirs()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Closed");
        var comment = await user.CommentAsync(task, "Before.").ReadAsync(201);
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}").ReadAsync(204);
        await user.CommentAsync(task, "After.").ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.EditAsync(comment, "After.").ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.DeleteCommentAsync(comment).ShouldBeProblemAsync(409, "INVALID_STATE");
        (await user.GetAsync(task.CommentsOf())).Items().Single().Str("body").Should().Be("Before.");
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/restore").ReadAsync(200);
        await user.SendAsync(HttpMethod.Delete, $"/api/projects/{project.Id}").ReadAsync(204);
        await user.CommentAsync(task, "After.").ShouldBeProblemAsync(409, "INVALID_STATE");
    }
}
