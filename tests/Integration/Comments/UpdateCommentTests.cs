using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Comments;

public sealed class UpdateCommentTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Edit_OfItsAuthor_IsANewVersion_AndOneEnvelope()
    {
        var (user, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await user.AdmitAsync(bob, "member");
        var project = await user.CreateProjectAsync();
        var comment = await user.CommentAsync(await user.CreateTaskAsync(project, "Edited"), "First.").ReadAsync(201);
        var text = $"Second, {CommentSteps.Mentioning(bob)}.";
        using var answer = await user.EditAsync(comment, text, version: 1);
        var edited = await answer.ReadAsync(200);
        answer.Headers.ETag!.Tag.Should().Be("\"2\"");
        (edited.Str("body"), edited.Int("version")).Should().Be((text, 2));
        edited.Items("mentions").Single().GetGuid().Should().Be(bob.Id);
        (await user.EditAsync(comment, text).ReadAsync(200)).Int("version").Should().Be(2, "nothing changed");

        var lines = await user.CommentLogAsync(project);
        lines.Select(l => l.Str("type")).Should().Equal("comment.created", "comment.updated");
        var changes = lines[1].GetProperty("changes");
        (changes.GetProperty("body").Str("from"), changes.GetProperty("body").Str("to")).Should().Be(("First.", text));
        changes.GetProperty("mentions").Items("to").Single().GetGuid().Should().Be(bob.Id);
        lines[1].GetProperty("data").Id("task_id").Should().Be(comment.Id("task_id"));
    }

    [Fact]
    public async Task Edit_OfAnybodyElse_Is403_AlsoOfTheOwner()
    {
        var (owner, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await owner.AdmitAsync(bob, "member");
        var task = await owner.CreateTaskAsync(await owner.CreateProjectAsync(), "Guarded");
        var (owners, bobs) = (await owner.CommentAsync(task, "Mine.").ReadAsync(201), await bob.CommentAsync(task, "His.").ReadAsync(201));
        await owner.EditAsync(bobs, "Changed.").ShouldBeProblemAsync(403, "FORBIDDEN");
        await bob.EditAsync(owners, "Changed.", version: 7).ShouldBeProblemAsync(403, "FORBIDDEN");
        (await owner.GetAsync(task.CommentsOf())).Items().Select(c => c.Str("body")).Should().Equal("Mine.", "His.");
    }

    [Fact]
    public async Task StaleEdit_Is409_WithBothTexts_AndNothingIsWritten()
    {
        var user = await app.SignUpAsync();
        var comment = await user.CommentAsync(await user.CreateTaskAsync(await user.CreateProjectAsync(), "Raced"), "Base.").ReadAsync(201);
        await user.EditAsync(comment, "Between.", version: 1).ReadAsync(200);
        await user.EditAsync(comment, "Theirs.", version: 2).ReadAsync(200);
        var problem = await user.EditAsync(comment, "Yours.", version: 1).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        var details = problem.GetProperty("details");
        (details.Int("expected_version"), details.Int("current_version")).Should().Be((1, 3));
        details.Strings("conflicting_fields").Should().Equal("body");
        details.Str("last_modified_by").Should().Be(user.Email);
        var body = details.GetProperty("fields").GetProperty("body");
        (body.Str("base"), body.Str("theirs"), body.Str("yours")).Should().Be(("Base.", "Theirs.", "Yours."));
        (body.Str("changed_by"), body.Int("changed_in_version")).Should().Be((user.Email, 3));
        details.GetProperty("current").Str("body").Should().Be("Theirs.");
        (await user.EditAsync(comment, "Theirs.", version: 1).ReadAsync(200)).Int("version").Should().Be(3, "equal texts do not conflict");
        await user.SendAsync(HttpMethod.Patch, $"/api/comments/{comment.Id()}", new { body = "x" }, ifMatch: "\"2\"")
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        var future = await user.EditAsync(comment, "x", version: 9).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        future.GetProperty("details").Str("reason").Should().Be("base_from_future");
    }

    [Fact]
    public async Task ManyEditsOfOneVersionAtOnce_LetOneThrough()
    {
        var user = await app.SignUpAsync();
        var comment = await user.CommentAsync(await user.CreateTaskAsync(await user.CreateProjectAsync(), "Raced"), "Base.").ReadAsync(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => user.EditAsync(comment, $"Edit {i}", version: 1)));
        answers.Count(a => (int)a.StatusCode == 200).Should().Be(1);
        answers.Count(a => (int)a.StatusCode == 409).Should().Be(11);
    }

    [Fact]
    public async Task WhoLeftSince_MayStayMentioned_ButNotBeMentionedAnew()
    {
        var (user, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await user.AdmitAsync(bob, "member");
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Left");
        var comment = await user.CommentAsync(task, CommentSteps.Mentioning(bob)).ReadAsync(201);
        var plain = await user.CommentAsync(task, "Nobody.").ReadAsync(201);
        await user.SendAsync(HttpMethod.Delete, $"/api/organizations/{user.OrganizationId}/members/{bob.Id}").ReadAsync(204);
        await user.EditAsync(comment, $"{CommentSteps.Mentioning(bob)}, corrected").ReadAsync(200);
        await user.EditAsync(plain, CommentSteps.Mentioning(bob)).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }
}
