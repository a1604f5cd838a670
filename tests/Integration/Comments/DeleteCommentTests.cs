using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Comments;

public sealed class DeleteCommentTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Deleted_KeepsItsPlaceWithoutItsBody_AndIsNotCounted()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Cleaned");
        var gone = await user.CommentAsync(task, $"Regretted, {CommentSteps.Mentioning(user)}").ReadAsync(201);
        await user.CommentAsync(task, "Kept.").ReadAsync(201);
        foreach (var _ in new[] { 1, 2 })
            await user.DeleteCommentAsync(gone).ReadAsync(204);

        var listed = (await user.GetAsync(task.CommentsOf())).Items();
        listed.Select(c => c.Str("body")).Should().Equal("", "Kept.");
        listed[0].IsNull("deleted_at").Should().BeFalse();
        listed[0].Items("mentions").Should().BeEmpty();
        listed[0].Int("version").Should().Be(2);
        var read = await user.GetAsync($"/api/tasks/{task.Id()}");
        (read.Int("comment_count"), read.Int("version")).Should().Be((1, 1));
        (await user.PatchAsync(task, new { priority = "low" }).ReadAsync(200)).Int("comment_count").Should().Be(1);
        await user.EditAsync(gone, "Back.").ShouldBeProblemAsync(409, "INVALID_STATE");
        (await user.CommentLogAsync(project))
            .Select(l => l.Str("type"))
            .Should()
            .Equal("comment.created", "comment.created", "comment.deleted");
    }

    [Fact]
    public async Task OwnersAndAdmins_DeleteAny_MembersAndGuestsTheirOwn()
    {
        var (owner, admin, member, guest) = (
            await app.SignUpAsync("Owner"),
            await app.SignUpAsync("Admin", organization: null),
            await app.SignUpAsync("Member", organization: null),
            await app.SignUpAsync("Guest", organization: null)
        );
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(admin, "admin");
        await owner.AdmitAsync(member, "member");
        await owner.AdmitAsync(guest, "guest", project.Id);
        var task = await owner.CreateTaskAsync(project, "Moderated");
        foreach (var author in new[] { owner, admin, member, guest })
        {
            foreach (var actor in new[] { owner, admin, member, guest })
            {
                var comment = await author.CommentAsync(task, "Said.").ReadAsync(201);
                if (actor == author || actor == owner || actor == admin)
                    await actor.DeleteCommentAsync(comment).ReadAsync(204);
                else
                    await actor.DeleteCommentAsync(comment).ShouldBeProblemAsync(403, "FORBIDDEN");
            }
        }
    }
}
