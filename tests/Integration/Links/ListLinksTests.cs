using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Links;

public sealed class ListLinksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task PageByPage_OldestFirst()
    {
        var user = await app.SignUpAsync();
        var tasks = await user.TasksAsync(await user.CreateProjectAsync(), 4);
        foreach (var other in tasks.Skip(1))
            await user.LinkAsync(tasks[0], "relates", other).ReadAsync(201);
        var path = $"/api/tasks/{tasks[0].Id()}/links?limit=2";
        var first = await user.GetAsync(path);
        var second = await user.GetAsync($"{path}&cursor={first.Str("next_cursor")}");
        first.Items().Concat(second.Items()).Select(l => l.GetProperty("task").Id()).Should().Equal(tasks.Skip(1).Select(t => t.Id()));
        second.IsNull("next_cursor").Should().BeTrue();
    }

    [Fact]
    public async Task Guest_SeesNoTaskOfAnUnseenProject_AndMakesNoLink()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (seen, hidden) = (await owner.CreateProjectAsync(), await owner.CreateProjectAsync());
        await owner.AdmitAsync(guest, "guest", seen.Id);
        var (visible, secret) = (await owner.TasksAsync(seen, 2), await owner.CreateTaskAsync(hidden, "secret"));
        await owner.LinkAsync(visible[0], "blocks", secret).ReadAsync(201);
        await owner.LinkAsync(visible[0], "relates", visible[1]).ReadAsync(201);

        (await owner.LinksAsync(visible[0])).Should().HaveCount(2);
        (await guest.LinksAsync(visible[0])).Should().Equal($"relates outgoing {visible[1].Str("key")}");
        await guest.LinkAsync(visible[0], "blocks", visible[1]).ShouldBeProblemAsync(403, "FORBIDDEN");
        (await guest.Http.GetStringAsync($"/api/projects/{seen.Id}/changes?after=0")).Should().NotContain(secret.Str("key")!);
    }
}
