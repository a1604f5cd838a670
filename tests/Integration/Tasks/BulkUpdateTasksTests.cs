using System.Net;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class BulkUpdateTasksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task EachTask_HasItsOwnOutcome()
    {
        var (user, stranger) = (await app.SignUpAsync(), await app.SignUpAsync("Stranger"));
        var (web, other) = (await user.CreateProjectAsync(), await user.CreateProjectAsync());
        var (first, second) = (
            await user.CreateTaskAsync(web, "a"),
            await user.CreateTaskAsync(web, "b", new { start_date = "2026-12-24" })
        );
        var elsewhere = await user.CreateTaskAsync(other, "c");
        var foreign = await stranger.CreateTaskAsync(await stranger.CreateProjectAsync(), "not yours");
        var patch = new { status_id = web.Statuses["Done"], due_date = "2026-12-01" };

        var items = await BulkAsync(user, patch, first.Id(), second.Id(), elsewhere.Id(), foreign.Id(), Guid.CreateVersion7());

        items.Select(i => i.Int("status")).Should().Equal(200, 422, 422, 404, 404);
        items[0].Int("version").Should().Be(2);
        items[1].GetProperty("error").Str("error_code").Should().Be("VALIDATION_FAILED");
        items[2].GetProperty("error").GetProperty("details").GetProperty("errors")[0].Str("pointer").Should().Be("/status_id");
        items[3].GetProperty("error").Str("error_code").Should().Be("NOT_FOUND");
        (await user.GetAsync($"/api/tasks/{first.Id()}")).Str("status_category").Should().Be("done");
        (await user.GetAsync($"/api/tasks/{second.Id()}")).Int("version").Should().Be(1);
        (await stranger.GetAsync($"/api/tasks/{foreign.Id()}")).Int("version").Should().Be(1);
    }

    [Fact]
    public async Task SetsByElement_KeepWhatElseEachTaskHas()
    {
        var (user, second) = (await app.SignUpAsync(), await app.SignUpAsync("Second", organization: null));
        await user.AdmitAsync(second, "member");
        var project = await user.CreateProjectAsync();
        var labels = new List<Guid>();
        foreach (var name in new[] { "bug", "web", "old" })
        {
            var label = new { name, color = "#c02626" };
            labels.Add((await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", label).ReadAsync(201)).Id());
        }

        var one = await user.CreateTaskAsync(project, "one", new { label_ids = labels[1..], assignee_ids = new[] { second.Id } });
        var two = await user.CreateTaskAsync(project, "two");
        var patch = new
        {
            add_label_ids = labels[..1],
            remove_label_ids = labels[2..],
            add_assignee_ids = new[] { user.Id },
        };

        var items = await BulkAsync(user, patch, one.Id(), two.Id());

        items.Select(i => i.Int("status")).Should().Equal(200, 200);
        var (first, other) = (await user.GetAsync($"/api/tasks/{one.Id()}"), await user.GetAsync($"/api/tasks/{two.Id()}"));
        IdsOf(first, "label_ids").Should().BeEquivalentTo([labels[0], labels[1]]);
        IdsOf(first, "assignee_ids").Should().BeEquivalentTo([second.Id, user.Id]);
        IdsOf(other, "label_ids").Should().Equal(labels[0]);
        (await BulkAsync(user, patch, one.Id()))[0].Int("version").Should().Be(2, "repeating it changes nothing");
    }

    [Fact]
    public async Task Archived_LeavesTheListsAndComesBack()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var (one, two) = (await user.CreateTaskAsync(project, "one"), await user.CreateTaskAsync(project, "two"));

        var items = await BulkAsync(user, new { archived = true }, one.Id(), two.Id(), Guid.CreateVersion7());

        items.Select(i => i.Int("status")).Should().Equal(200, 200, 404);
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().BeEmpty();
        (await BulkAsync(user, new { priority = "high" }, one.Id()))[0].Int("status").Should().Be(409);
        await BulkAsync(user, new { archived = false }, one.Id(), two.Id());
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().HaveCount(2);
    }

    [Fact]
    public async Task ContradictoryEdit_IsRefusedAsAWhole()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "one");
        var ids = new[] { task.Id() };
        foreach (
            var (patch, error) in new (object, string)[]
            {
                (new { }, "/patch required"),
                (new { archived = true, priority = "high" }, "/archived not_allowed"),
                (new { label_ids = Array.Empty<Guid>(), add_label_ids = ids }, "/patch not_allowed"),
                (new { add_assignee_ids = new[] { "me" } }, "/add_assignee_ids/0 not_an_id"),
            }
        )
            (
                await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", new { task_ids = ids, patch })
                    .ShouldBeProblemAsync(422, "VALIDATION_FAILED")
            )
                .Errors()
                .Should()
                .Equal(error);
    }

    [Fact]
    public async Task OneKey_OneEffect_AndOneEnvelopeForEachTask()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add((await user.CreateTaskAsync(project, $"t{i}")).Id());
        var head = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();
        var key = Guid.CreateVersion7().ToString();
        var body = new { task_ids = ids, patch = new { priority = "high" } };

        var first = await (await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body, key)).Content.ReadAsStringAsync();
        using var replay = await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body, key);

        (await replay.Content.ReadAsStringAsync()).Should().Be(first);
        replay.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        var changes = await user.GetAsync($"/api/projects/{project.Id}/changes?after={head}");
        changes.Items().Select(e => e.GetProperty("resource").Id()).Should().BeEquivalentTo(ids);
        changes.GetProperty("head").GetInt64().Should().Be(head + 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task Count_OutOfRange_IsRefused(int count)
    {
        var user = await app.SignUpAsync();
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7());
        var body = new { task_ids = ids, patch = new { priority = "high" } };
        (await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/task_ids out_of_range");
    }

    [Fact]
    public async Task Guest_EditsNothing()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (seen, hidden) = (await owner.CreateProjectAsync(), await owner.CreateProjectAsync());
        await owner.AdmitAsync(guest, "guest", seen.Id);
        var (visible, secret) = (await owner.CreateTaskAsync(seen, "visible"), await owner.CreateTaskAsync(hidden, "secret"));
        var items = await BulkAsync(guest, new { priority = "high" }, visible.Id(), secret.Id());
        items.Select(i => i.Int("status")).Should().Equal(403, 404);
    }

    /// <summary>Two people sweep the same tasks of two projects in opposite directions, over and over: nobody waits for ever, nothing is half done.</summary>
    [Fact]
    public async Task OppositeSweeps_DoNotDeadlock()
    {
        var user = await app.SignUpAsync();
        var projects = new[] { await user.CreateProjectAsync(), await user.CreateProjectAsync() };
        var ids = new List<Guid>();
        for (var i = 0; i < 30; i++)
            ids.Add((await user.CreateTaskAsync(projects[i % 2], $"t{i}")).Id());
        var reversed = Enumerable.Reverse(ids).ToList();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(i =>
                {
                    var body = new { task_ids = i % 2 == 0 ? ids : reversed, patch = new { estimate = i } };
                    return user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body);
                })
        );

        answers.Should().OnlyContain(a => a.StatusCode == HttpStatusCode.OK);
        var estimates = new HashSet<decimal>();
        foreach (var id in ids)
            estimates.Add((await user.GetAsync($"/api/tasks/{id}")).GetProperty("estimate").GetDecimal());
        estimates.Should().ContainSingle("a sweep is one transaction");
    }

    private static IEnumerable<Guid> IdsOf(JsonElement task, string field) =>
        task.GetProperty(field).EnumerateArray().Select(id => id.GetGuid());

    private static async Task<List<JsonElement>> BulkAsync(TestUser user, object patch, params Guid[] ids) =>
        [.. (await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", new { task_ids = ids, patch }).ReadAsync(200)).Items()];
}
