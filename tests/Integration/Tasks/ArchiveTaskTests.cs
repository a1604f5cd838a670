using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class ArchiveTaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Archive_TakesItFromBoardAndLists_KeepsItReadable_AndRestoreBringsItBack()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Put away");
        var path = $"/api/tasks/{task.Id()}";
        foreach (var _ in new[] { 1, 2 })
            await user.SendAsync(HttpMethod.Delete, path).ReadAsync(204);
        var archived = await user.GetAsync(path);
        (archived.IsNull("archived_at"), archived.Int("version")).Should().Be((false, 2), "repeating changed nothing");
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().BeEmpty();
        (await user.GetAsync($"/api/projects/{project.Id}/board")).Items("columns").Sum(c => c.Int("count")).Should().Be(0);

        foreach (var _ in new[] { 1, 2 })
        {
            var restored = await user.SendAsync(HttpMethod.Post, path + "/restore").ReadAsync(200);
            (restored.IsNull("archived_at"), restored.Int("version"), restored.Str("rank")).Should().Be((true, 3, task.Str("rank")));
        }

        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().ContainSingle();
    }

    [Fact]
    public async Task WriteToAnArchivedTask_IsInvalidState()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Closed");
        var path = $"/api/tasks/{task.Id()}";
        await user.SendAsync(HttpMethod.Delete, path).ReadAsync(204);
        await user.PatchAsync(task, new { title = "x" }).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.SendAsync(HttpMethod.Put, path, new { title = "x", version = 2 }).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.SendAsync(HttpMethod.Post, path + "/move", new { status_id = project.Statuses["Done"] })
            .ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.SendAsync(HttpMethod.Post, $"{path}/assignees/{user.Id}").ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    [Fact]
    public async Task ArchivedProject_IsReadable_AndClosedForWriting_UntilRestored()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Inside");
        await user.SendAsync(HttpMethod.Delete, $"/api/projects/{project.Id}").ReadAsync(204);
        await user.GetAsync($"/api/tasks/{task.Id()}");
        await user.GetAsync($"/api/projects/{project.Id}/board");
        await user.PatchAsync(task, new { title = "x" }).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "x" })
            .ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/restore").ReadAsync(200);
        await user.PatchAsync(task, new { title = "x" }).ReadAsync(200);
    }
}
