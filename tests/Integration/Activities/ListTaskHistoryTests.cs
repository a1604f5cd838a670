using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Activities;

public sealed class ListTaskHistoryTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task NewestFirst_PageByPage_WithTheFirstValuesAtTheEnd()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "One", new { priority = "low" });
        for (var version = 2; version <= 5; version++)
            await user.PatchAsync(task, new { title = $"Title {version}" }).ReadAsync(200);

        var first = await user.GetAsync($"/api/tasks/{task.Id()}/history?limit=3");
        var second = await user.GetAsync($"/api/tasks/{task.Id()}/history?limit=3&cursor={first.Str("next_cursor")}");

        var envelopes = first.Items().Concat(second.Items()).ToList();
        envelopes.Select(e => e.GetProperty("resource").Int("version")).Should().Equal(5, 4, 3, 2, 1);
        envelopes[0].GetProperty("changes").GetProperty("title").Str("from").Should().Be("Title 4");
        envelopes[0].GetProperty("actor").Id().Should().Be(user.Id);
        second.IsNull("next_cursor").Should().BeTrue();
        var created = envelopes[^1];
        created.GetProperty("changes").EnumerateObject().Should().BeEmpty();
        created.GetProperty("data").GetProperty("task").Str("priority").Should().Be("low");
    }

    [Fact]
    public async Task Cursor_OfAnotherList_IsRefused()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "One");
        await user.CreateTaskAsync(project, "Two");
        var foreign = (await user.GetAsync($"/api/projects/{project.Id}/tasks?limit=1")).Str("next_cursor");
        foreach (var cursor in new[] { foreign, "rubbish" })
            (
                await user.SendAsync(HttpMethod.Get, $"/api/tasks/{task.Id()}/history?cursor={cursor}")
                    .ShouldBeProblemAsync(422, "VALIDATION_FAILED")
            )
                .Errors()
                .Should()
                .Equal("cursor unreadable");
    }
}
