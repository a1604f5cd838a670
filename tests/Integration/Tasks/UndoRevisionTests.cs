using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>Undo is the inverse of one revision, merged like any edit (api.md).</summary>
public sealed class UndoRevisionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Undo_TakesBackItsFields_AndKeepsWhatOthersChangedSince()
    {
        var (user, task) = await TaskAsync(new { description = "first line\nsecond line\n", priority = "low" });
        await user.PatchAsync(task, new { priority = "urgent", description = "first line, changed\nsecond line\n" }).ReadAsync(200);
        await user.PatchAsync(task, new { title = "By somebody else", description = "first line, changed\nsecond line\nthird line\n" })
            .ReadAsync(200);

        using var answer = await UndoAsync(user, task, 2);

        answer.Headers.GetValues("Merge-Applied").Should().Equal("true");
        var undone = await answer.ReadAsync(200);
        (undone.Str("priority"), undone.Str("title"), undone.Int("version")).Should().Be(("low", "By somebody else", 4));
        undone.Str("description").Should().Be("first line\nsecond line\nthird line\n");
        undone.GetProperty("merged_fields").EnumerateArray().Select(f => f.GetString()).Should().Equal("description", "priority");
    }

    [Fact]
    public async Task Undo_OfTheLastRevision_AndOfTheUndo_IsRedo()
    {
        var (user, task) = await TaskAsync(new { estimate = 3 });
        await user.PatchAsync(task, new { estimate = 8 }).ReadAsync(200);
        (await UndoAsync(user, task, 2).ReadAsync(200)).GetProperty("estimate").GetDecimal().Should().Be(3);
        (await UndoAsync(user, task, 3).ReadAsync(200)).GetProperty("estimate").GetDecimal().Should().Be(8);
        (await user.GetAsync($"/api/tasks/{task.Id()}/history")).Items().Should().HaveCount(4);
    }

    [Fact]
    public async Task Undo_WhenSomebodyChangedTheSameField_IsAConflictThatSaysWho()
    {
        var (user, task) = await TaskAsync(new { priority = "low" });
        await user.PatchAsync(task, new { priority = "high" }).ReadAsync(200);
        await user.PatchAsync(task, new { priority = "urgent" }).ReadAsync(200);
        var problem = await UndoAsync(user, task, 2).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        var field = problem.GetProperty("details").GetProperty("fields").GetProperty("priority");
        (field.Str("base"), field.Str("theirs"), field.Str("yours")).Should().Be(("high", "urgent", "low"));
        (await user.GetAsync($"/api/tasks/{task.Id()}")).Int("version").Should().Be(3);
    }

    [Fact]
    public async Task Undo_OfAMove_PutsTheTaskBackToItsPlace()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var tasks = new List<JsonElement>();
        foreach (var title in new[] { "a", "b", "c" })
            tasks.Add(await user.CreateTaskAsync(project, title));
        await MoveAsync(new { status_id = project.Statuses["Backlog"], before_task_id = tasks[0].Id() });
        (await OrderAsync()).Should().Equal("b", "a", "c");
        await MoveAsync(new { status_id = project.Statuses["Done"] });

        (await UndoAsync(user, tasks[1], 3).ReadAsync(200)).Str("status_category").Should().Be("backlog");
        (await OrderAsync()).Should().Equal("b", "a", "c");
        await UndoAsync(user, tasks[1], 2).ReadAsync(200);
        (await OrderAsync()).Should().Equal("a", "b", "c");

        Task<JsonElement> MoveAsync(object place) =>
            user.SendAsync(HttpMethod.Post, $"/api/tasks/{tasks[1].Id()}/move", place).ReadAsync(200);
        async Task<IEnumerable<string?>> OrderAsync() =>
            (await user.GetAsync($"/api/projects/{project.Id}/tasks?status_id={project.Statuses["Backlog"]}"))
                .Items()
                .Select(t => t.Str("title"));
    }

    [Fact]
    public async Task Undo_OfArchiving_Restores_AndOfTheFirstRevisionIsRefused()
    {
        var (user, task) = await TaskAsync(new { });
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}").ReadAsync(204);
        (await UndoAsync(user, task, 2).ReadAsync(200)).IsNull("archived_at").Should().BeTrue();
        await UndoAsync(user, task, 1).ShouldBeProblemAsync(409, "INVALID_STATE");
        await UndoAsync(user, task, 99).ShouldBeProblemAsync(404, "NOT_FOUND");
        await UndoAsync(user, task, 0).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Undo_DoesNotBringBackWhatTheProjectLost()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var label = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "bug", color = "#ff0000" })
            .ReadAsync(201);
        var task = await user.CreateTaskAsync(project, "t", new { label_ids = new[] { label.Id() }, assignee_ids = new[] { user.Id } });
        await user.PatchAsync(task, new { label_ids = Array.Empty<Guid>(), assignee_ids = Array.Empty<Guid>() }).ReadAsync(200);
        await user.SendAsync(HttpMethod.Delete, $"/api/labels/{label.Id()}").ReadAsync(204);

        var undone = await UndoAsync(user, task, 2).ReadAsync(200);

        undone.GetProperty("label_ids").GetArrayLength().Should().Be(0);
        undone.GetProperty("assignee_ids").EnumerateArray().Select(id => id.GetGuid()).Should().Equal(user.Id);
        await user.PatchAsync(task, new { status_id = project.Statuses["Done"] }).ReadAsync(200);
        await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{project.Statuses["Backlog"]}").ReadAsync(204);
        await UndoAsync(user, task, 4).ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    private async Task<(TestUser User, JsonElement Task)> TaskAsync(object fields)
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateTaskAsync(await user.CreateProjectAsync(), "Task", fields));
    }

    private static Task<HttpResponseMessage> UndoAsync(TestUser user, JsonElement task, int version) =>
        user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/revisions/{version}/undo");
}
