using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Statuses;

public sealed class DeleteStatusTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task StatusWithTasks_NeedsMoveTo_AndArchivedOnesFollow()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var (doing, done) = (project.Statuses["In Progress"], project.Statuses["Done"]);
        var living = await user.CreateTaskAsync(project, "living", new { status_id = doing });
        var archived = await user.CreateTaskAsync(project, "archived", new { status_id = doing });
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{archived.Id()}").ReadAsync(204);

        await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{doing}").ShouldBeProblemAsync(409, "INVALID_STATE");
        var unknown = await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{doing}?move_to={Guid.CreateVersion7()}")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        unknown.Errors().Should().Equal("move_to unknown_status");
        await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{doing}?move_to={doing}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        foreach (var _ in new[] { 1, 2 })
            await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{doing}?move_to={done}").ReadAsync(204);
        foreach (var task in new[] { living, archived })
        {
            var moved = await user.GetAsync($"/api/tasks/{task.Id()}");
            (moved.Id("status_id"), moved.Str("status_category"), moved.IsNull("completed_at")).Should().Be((done, "done", false));
        }

        var left = (await user.GetAsync($"/api/projects/{project.Id}/statuses")).Items();
        left.Select(s => s.Int("position")).Should().Equal(0, 1, 2, 3, 4);
        left.Select(s => s.Id()).Should().NotContain(doing);
    }

    [Fact]
    public async Task LastStatus_Stays()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var ids = project.Statuses.Values.ToList();
        foreach (var id in ids[1..])
            await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{id}").ReadAsync(204);
        await user.SendAsync(HttpMethod.Delete, $"/api/statuses/{ids[0]}").ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    /// <summary>Either the task comes first and is moved, or the status is gone: none is left behind in a deleted column.</summary>
    [Fact]
    public async Task WhileTasksAreCreatedInItAndPutIntoIt_NoneIsLeftBehind()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var (doomed, heir) = (project.Statuses["In Review"], project.Statuses["Todo"]);
        var others = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => user.CreateTaskAsync(project, $"other {i}")));
        var entering = Enumerable
            .Range(0, 24)
            .Select(i => user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = $"t{i}", status_id = doomed }))
            .Concat(others.Select(task => user.PatchAsync(task, new { status_id = doomed })))
            .ToList();
        var deleting = user.SendAsync(HttpMethod.Delete, $"/api/statuses/{doomed}?move_to={heir}").ReadAsync(204);
        var created = 0;
        foreach (var answer in await Task.WhenAll(entering))
        {
            if (answer.IsSuccessStatusCode)
                created += answer.StatusCode == System.Net.HttpStatusCode.Created ? 1 : 0;
            else
                (await Task.FromResult(answer).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                    .Errors()
                    .Should()
                    .Equal("/status_id unknown_status");
        }

        await deleting;
        var tasks = (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items();
        tasks.Should().HaveCount(created + others.Length).And.NotContain(t => t.Id("status_id") == doomed);
    }

    [Fact]
    public async Task Position_ShiftsTheOthers_AndMembersMayNot()
    {
        var (owner, member) = (await app.SignUpAsync(), await app.SignUpAsync("Member", organization: null));
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var done = project.Statuses["Done"];
        await member.SendAsync(HttpMethod.Patch, $"/api/statuses/{done}", new { position = 0 }).ShouldBeProblemAsync(403, "FORBIDDEN");
        (await owner.SendAsync(HttpMethod.Patch, $"/api/statuses/{done}", new { position = 0, version = 1 }).ReadAsync(200))
            .Int("position")
            .Should()
            .Be(0);
        var names = (await owner.GetAsync($"/api/projects/{project.Id}/statuses")).Items().Select(s => s.Str("name"));
        names.Should().Equal("Done", "Backlog", "Todo", "In Progress", "In Review", "Canceled");
        await owner.SendAsync(HttpMethod.Patch, $"/api/statuses/{done}", new { name = "Todo" }).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await owner
            .SendAsync(HttpMethod.Patch, $"/api/statuses/{done}", new { name = "x", version = 1 })
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
    }
}
