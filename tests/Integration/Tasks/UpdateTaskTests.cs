using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>PATCH: every named member is an intent (api.md, "Merging").</summary>
public sealed class UpdateTaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task WithoutABase_TheLatestIsAssumed()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { title = "Second" }).ReadAsync(200);
        using var response = await user.PatchAsync(task, new { title = "Third", due_date = "2026-05-01" });
        var changed = await response.ReadAsync(200);
        (changed.Str("title"), changed.Str("due_date"), changed.Int("version")).Should().Be(("Third", "2026-05-01", 3));
        response.Headers.ETag!.ToString().Should().Be("\"3\"");
        response.Headers.Contains("Merge-Applied").Should().BeFalse();
        changed.TryGetProperty("merged_fields", out _).Should().BeFalse();
        var emptied = await user.PatchAsync(task, new { due_date = (string?)null }).ReadAsync(200);
        emptied.IsNull("due_date").Should().BeTrue("null empties (RFC 7396)");
    }

    [Fact]
    public async Task DisjointFields_Merge()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { title = "Theirs", version = 1 }).ReadAsync(200);
        using var response = await user.PatchAsync(
            task,
            new
            {
                description = "Mine",
                priority = "high",
                version = 1,
            }
        );
        var merged = await response.ReadAsync(200);
        (merged.Str("title"), merged.Str("description"), merged.Int("version")).Should().Be(("Theirs", "Mine", 3));
        response.Headers.GetValues("Merge-Applied").Should().Equal("true");
        merged.Strings("merged_fields").Should().BeEquivalentTo("description", "priority");
    }

    [Fact]
    public async Task SameFieldToAnotherValue_Is409_WithTheWholeStory_AndChangesNothing()
    {
        var (alice, task) = await NewTaskAsync();
        var bob = await app.SignUpAsync("Bob", organization: null);
        await alice.AdmitAsync(bob, "member");
        var theirs = await bob.PatchAsync(task, new { title = "Bob's", priority = "high" }).ReadAsync(200);
        var problem = await alice
            .PatchAsync(
                task,
                new
                {
                    title = "Alice's",
                    description = "Disjoint",
                    version = 1,
                }
            )
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");

        problem.Str("message").Should().Be("Task was modified by another user");
        problem.GetProperty("retryable").GetBoolean().Should().BeFalse();
        var details = problem.GetProperty("details");
        (details.Int("expected_version"), details.Int("current_version")).Should().Be((1, 2));
        details.Strings("conflicting_fields").Should().Equal("title");
        details.Str("last_modified_by").Should().Be(bob.Email);
        details.Str("last_modified_at").Should().Be(theirs.Str("updated_at"));
        var field = details.GetProperty("fields").GetProperty("title");
        (field.Str("base"), field.Str("theirs"), field.Str("yours")).Should().Be(("First", "Bob's", "Alice's"));
        (field.Str("changed_by"), field.Int("changed_in_version")).Should().Be((bob.Email, 2));
        field.Str("changed_at").Should().Be(theirs.Str("updated_at"));
        details.GetProperty("fields").EnumerateObject().Should().ContainSingle();
        details.GetProperty("current").ToString().Should().Be(theirs.ToString());
        (await alice.GetAsync($"/api/tasks/{task.Id()}")).ToString().Should().Be(theirs.ToString(), "all or nothing");
    }

    [Fact]
    public async Task SameFieldToTheSameValue_IsNoConflict()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { priority = "high" }).ReadAsync(200);
        var same = await user.PatchAsync(task, new { priority = "high", version = 1 }).ReadAsync(200);
        same.Int("version").Should().Be(2, "nothing was left to do");
    }

    [Fact]
    public async Task RepeatingTheBaseValue_IsAnIntent_AndConflicts()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { title = "Theirs" }).ReadAsync(200);
        await user.PatchAsync(task, new { title = "First", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
    }

    [Fact]
    public async Task Sets_MergeByElement()
    {
        var (user, task) = await NewTaskAsync();
        var project = task.Id("project_id");
        var labels = new List<Guid>();
        foreach (var name in new[] { "a", "b", "c" })
            labels.Add((await user.SendAsync(HttpMethod.Post, $"/api/projects/{project}/labels", new { name }).ReadAsync(201)).Id());
        await user.PatchAsync(task, new { label_ids = new[] { labels[0] } }).ReadAsync(200);
        await user.PatchAsync(task, new { label_ids = new[] { labels[0], labels[1] }, version = 2 }).ReadAsync(200);
        var merged = await user.PatchAsync(task, new { label_ids = new[] { labels[2] }, version = 2 }).ReadAsync(200);
        merged
            .Items("label_ids")
            .Select(l => l.GetGuid())
            .Should()
            .BeEquivalentTo([labels[1], labels[2]], "a was taken away, b and c were added");
    }

    [Fact]
    public async Task TwoValidEdits_ThatMakeAnInvalidTaskTogether_AreRefused()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { due_date = "2026-01-10" }).ReadAsync(200);
        var problem = await user.PatchAsync(task, new { start_date = "2026-01-11", version = 1 })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/due_date order");
    }

    [Fact]
    public async Task BaseFromTheFuture_Is409_WithItsReason()
    {
        var (user, task) = await NewTaskAsync();
        var problem = await user.PatchAsync(task, new { title = "x", version = 2 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        problem.GetProperty("details").Str("reason").Should().Be("base_from_future");
        await user.PatchAsync(task, new { title = "x", version = 0 }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task IfMatch_NamesTheBase_AsTheMemberDoes()
    {
        var (user, task) = await NewTaskAsync();
        var path = $"/api/tasks/{task.Id()}";
        await user.SendAsync(HttpMethod.Patch, path, new { title = "Second" }, ifMatch: "\"1\"").ReadAsync(200);
        await user.SendAsync(HttpMethod.Patch, path, new { title = "Third" }, ifMatch: "\"1\"")
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        await user.SendAsync(HttpMethod.Patch, path, new { title = "Third" }, ifMatch: "\"2\"").ReadAsync(200);
    }

    [Fact]
    public async Task StartedAndCompleted_FollowTheCategory()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Clocked");
        async Task<(bool Started, bool Completed)> AtAsync(string status)
        {
            var moved = await user.PatchAsync(task, new { status_id = project.Statuses[status] }).ReadAsync(200);
            return (!moved.IsNull("started_at"), !moved.IsNull("completed_at"));
        }

        (await AtAsync("Todo")).Should().Be((false, false));
        (await AtAsync("In Progress")).Should().Be((true, false));
        var began = (await user.GetAsync($"/api/tasks/{task.Id()}")).Str("started_at");
        (await AtAsync("Done")).Should().Be((true, true));
        (await AtAsync("In Review")).Should().Be((true, false), "taken up again");
        (await user.GetAsync($"/api/tasks/{task.Id()}")).Str("started_at").Should().Be(began, "work began once");
        (await AtAsync("Canceled")).Should().Be((true, false));
        (await AtAsync("Backlog")).Should().Be((false, false));
        (await AtAsync("Done")).Should().Be((true, true), "work that is done has begun");
    }

    private async Task<(TestUser, JsonElement)> NewTaskAsync()
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateTaskAsync(await user.CreateProjectAsync(), "First"));
    }
}
