using System.Net;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Links;

public sealed class AddLinkTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task BothTasks_ShowIt_EachFromItsSide()
    {
        var (user, tasks) = await TasksAsync(3);
        var link = await user.LinkAsync(tasks[0], "blocks", tasks[1]).ReadAsync(201);
        (link.Str("type"), link.Str("direction")).Should().Be(("blocks", "outgoing"));
        var other = link.GetProperty("task");
        (other.Id(), other.Str("key"), other.Str("title"), other.Str("status_category"))
            .Should()
            .Be((tasks[1].Id(), tasks[1].Str("key"), "task 2", "backlog"));
        var byKey = new { type = "duplicates", task = tasks[2].Str("key")!.ToLowerInvariant() };
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{tasks[0].Str("key")}/links", byKey).ReadAsync(201);

        (await user.LinksAsync(tasks[0]))
            .Should()
            .Equal($"blocks outgoing {tasks[1].Str("key")}", $"duplicates outgoing {tasks[2].Str("key")}");
        (await user.LinksAsync(tasks[1])).Should().Equal($"blocks incoming {tasks[0].Str("key")}");
    }

    [Fact]
    public async Task EachTask_GetsOneEnvelope_AndKeepsItsVersion()
    {
        var (user, tasks) = await TasksAsync(2);
        var elsewhere = await user.CreateTaskAsync(await user.CreateProjectAsync(), "elsewhere");
        var link = await user.LinkAsync(tasks[0], "blocks", elsewhere).ReadAsync(201);
        await user.LinkAsync(tasks[0], "relates", tasks[1]).ReadAsync(201);

        var near = await EnvelopesAsync(user, tasks[0]);
        near.Select(e => (e.Str("type"), e.GetProperty("resource").Id(), e.GetProperty("resource").Int("version")))
            .Should()
            .Equal(("task.linked", tasks[0].Id(), 1), ("task.linked", tasks[0].Id(), 1), ("task.linked", tasks[1].Id(), 1));
        var told = near[0].GetProperty("data").GetProperty("link");
        (told.Id(), told.Str("type"), told.Str("direction"), told.Id("task_id"))
            .Should()
            .Be((link.Id(), "blocks", "outgoing", elsewhere.Id()));
        var far = (await EnvelopesAsync(user, elsewhere)).Should().ContainSingle().Subject;
        far.GetProperty("data").GetProperty("link").Str("direction").Should().Be("incoming");
        (await user.GetAsync($"/api/tasks/{tasks[0].Id()}")).Int("version").Should().Be(1);
    }

    /// <summary>Several envelopes of a history may carry one version: no page loses one, and undo finds the revision among them.</summary>
    [Fact]
    public async Task History_ShowsLinksToo_AndUndoPassesOverThem()
    {
        var (user, tasks) = await TasksAsync(4);
        await user.PatchAsync(tasks[0], new { priority = "high" }).ReadAsync(200);
        foreach (var other in tasks.Skip(1))
            await user.LinkAsync(tasks[0], "relates", other).ReadAsync(201);

        var types = new List<string?>();
        var path = $"/api/tasks/{tasks[0].Id()}/history?limit=2";
        for (var page = await user.GetAsync(path); ; page = await user.GetAsync($"{path}&cursor={page.Str("next_cursor")}"))
        {
            types.AddRange(page.Items().Select(e => e.Str("type")));
            if (page.IsNull("next_cursor"))
                break;
        }

        types.Should().Equal("task.linked", "task.linked", "task.linked", "task.updated", "task.created");
        var undone = await user.SendAsync(HttpMethod.Post, $"/api/tasks/{tasks[0].Id()}/revisions/2/undo").ReadAsync(200);
        undone.Str("priority").Should().Be("none");
    }

    [Fact]
    public async Task Conflict_NamesWhoChangedTheTask_NotWhoLinkedItSince()
    {
        var (alice, tasks) = await TasksAsync(2);
        var bob = await app.SignUpAsync("Bob", organization: null);
        await alice.AdmitAsync(bob, "member");
        await alice.PatchAsync(tasks[0], new { title = "By Alice" }).ReadAsync(200);
        await bob.LinkAsync(tasks[0], "relates", tasks[1]).ReadAsync(201);
        var problem = await bob.PatchAsync(tasks[0], new { title = "By Bob", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        problem.GetProperty("details").Str("last_modified_by").Should().Be(alice.Email);
    }

    [Fact]
    public async Task SameLink_IsMadeOnce_WhoeverIsNamedFirst()
    {
        var (user, tasks) = await TasksAsync(2);
        var key = Guid.CreateVersion7().ToString();
        var first = await user.LinkAsync(tasks[0], "relates", tasks[1], key).ReadAsync(201);
        using var replay = await user.LinkAsync(tasks[0], "relates", tasks[1], key);
        (await replay.ReadAsync(201)).Id().Should().Be(first.Id());
        await user.LinkAsync(tasks[0], "relates", tasks[1]).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await user.LinkAsync(tasks[1], "relates", tasks[0]).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await user.LinkAsync(tasks[0], "blocks", tasks[1]).ReadAsync(201);
        (await user.LinksAsync(tasks[0])).Should().HaveCount(2);
    }

    [Fact]
    public async Task CircleOfBlocks_IsRefused_AndNamed()
    {
        var (user, tasks) = await TasksAsync(3);
        await user.LinkAsync(tasks[0], "blocks", tasks[1]).ReadAsync(201);
        await user.LinkAsync(tasks[1], "blocks", tasks[2]).ReadAsync(201);
        var problem = await user.LinkAsync(tasks[2], "blocks", tasks[0]).ShouldBeProblemAsync(409, "INVALID_STATE");
        problem.GetProperty("details").Strings("cycle").Should().Equal(tasks[2].Str("key")!, tasks[0].Str("key")!, tasks[1].Str("key")!);
        await user.LinkAsync(tasks[1], "blocks", tasks[0]).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.LinkAsync(tasks[2], "relates", tasks[0]).ReadAsync(201);
    }

    /// <summary>The two new links have no task in common, so that no lock of a task brings them in order.</summary>
    [Fact]
    public async Task TwoWhoCloseACircleAtOnce_OneIsRefused()
    {
        var user = await app.SignUpAsync();
        var (web, other) = (await user.CreateProjectAsync(), await user.CreateProjectAsync());
        for (var round = 0; round < 25; round++)
        {
            var (near, far) = (await user.TasksAsync(web, 2), await user.TasksAsync(other, 2));
            await user.LinkAsync(near[1], "blocks", far[0]).ReadAsync(201);
            await user.LinkAsync(far[1], "blocks", near[0]).ReadAsync(201);
            var answers = await Task.WhenAll(user.LinkAsync(near[0], "blocks", near[1]), user.LinkAsync(far[0], "blocks", far[1]));
            answers.Select(r => (int)r.StatusCode).Should().BeEquivalentTo([201, 409], $"round {round} is no circle");
        }
    }

    [Fact]
    public async Task OppositeLinks_DoNotDeadlock()
    {
        var (user, tasks) = await TasksAsync(8);
        var pairs = from a in tasks from b in tasks where a.Id() != b.Id() select user.LinkAsync(a, "relates", b);
        var answers = await Task.WhenAll(pairs);
        answers.Count(r => r.StatusCode == HttpStatusCode.Created).Should().Be(28, "each pair is linked once");
        answers.Count(r => r.StatusCode == HttpStatusCode.Conflict).Should().Be(28);
    }

    [Fact]
    public async Task WhatIsNotThere_OrNotAllowed_IsRefused()
    {
        var (user, tasks) = await TasksAsync(2);
        var stranger = await app.SignUpAsync("Stranger");
        var foreign = await stranger.CreateTaskAsync(await stranger.CreateProjectAsync(), "foreign");
        var links = $"/api/tasks/{tasks[0].Id()}/links";
        foreach (
            var (body, error) in new (object Body, string Error)[]
            {
                (new { type = "blocks", task = foreign.Id().ToString() }, "/task unknown_task"),
                (new { type = "blocks", task = "NONE-1" }, "/task unknown_task"),
                (new { type = "blocks", task = "no task" }, "/task not_a_task"),
                (new { type = "hinders", task = tasks[1].Str("key") }, "/type not_allowed"),
                (new { type = "relates", task = tasks[0].Str("key") }, "/task itself"),
            }
        )
            (await user.SendAsync(HttpMethod.Post, links, body).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                .Errors()
                .Should()
                .Equal(error);

        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{tasks[1].Id()}").ReadAsync(204);
        await user.LinkAsync(tasks[0], "relates", tasks[1]).ShouldBeProblemAsync(409, "INVALID_STATE");
        await user.LinkAsync(tasks[1], "relates", tasks[0]).ShouldBeProblemAsync(409, "INVALID_STATE");
    }

    private async Task<(TestUser User, List<JsonElement> Tasks)> TasksAsync(int count)
    {
        var user = await app.SignUpAsync();
        return (user, await user.TasksAsync(await user.CreateProjectAsync(), count));
    }

    /// <summary>What the log of the task's project says about links.</summary>
    private static async Task<List<JsonElement>> EnvelopesAsync(TestUser user, JsonElement task) =>
        [
            .. (await user.GetAsync($"/api/projects/{task.Id("project_id")}/changes?after=0"))
                .Items()
                .Where(e => e.Str("type")!.Contains("linked", StringComparison.Ordinal)),
        ];
}
