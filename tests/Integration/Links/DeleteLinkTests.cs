using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Links;

public sealed class DeleteLinkTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task FromEitherSide_AndAgain_Is204_WithOneEnvelopeForEachTask()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var tasks = await user.TasksAsync(project, 2);
        var link = (await user.LinkAsync(tasks[0], "blocks", tasks[1]).ReadAsync(201)).Id();
        var head = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => user.UnlinkAsync(tasks[i % 2], link).ReadAsync(204)));

        var told = (await user.GetAsync($"/api/projects/{project.Id}/changes?after={head}")).Items();
        told.Select(e => (e.Str("type"), e.GetProperty("resource").Id()))
            .Should()
            .BeEquivalentTo([("task.unlinked", tasks[0].Id()), ("task.unlinked", tasks[1].Id())]);
        (await user.LinksAsync(tasks[0])).Should().BeEmpty();
        await user.LinkAsync(tasks[1], "blocks", tasks[0]).ReadAsync(201);
    }

    [Fact]
    public async Task LinkOfOtherTasks_IsNotTouched()
    {
        var user = await app.SignUpAsync();
        var tasks = await user.TasksAsync(await user.CreateProjectAsync(), 3);
        var link = (await user.LinkAsync(tasks[0], "relates", tasks[1]).ReadAsync(201)).Id();
        await user.UnlinkAsync(tasks[2], link).ReadAsync(204);
        (await user.LinksAsync(tasks[0])).Should().ContainSingle();
    }

    [Fact]
    public async Task ToAnArchivedTask_CanBeDeletedFromTheLivingSideOnly()
    {
        var user = await app.SignUpAsync();
        var tasks = await user.TasksAsync(await user.CreateProjectAsync(), 2);
        var link = (await user.LinkAsync(tasks[0], "relates", tasks[1]).ReadAsync(201)).Id();
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{tasks[1].Id()}").ReadAsync(204);
        await user.UnlinkAsync(tasks[1], link).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.UnlinkAsync(tasks[0], link).ReadAsync(204);
    }
}
