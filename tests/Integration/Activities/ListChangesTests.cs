using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Activities;

/// <summary>The numbered log: 1, 2, 3 … in the order of commits, without a gap (C-6.2).</summary>
public sealed class ListChangesTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task ManyWritersAtOnce_LeaveNoGap_AndNoReaderEverSeesOne()
    {
        const int writers = 64;
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var start = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(i => user.CreateTaskAsync(project, $"t{i}")));
        var seen = start;
        while (!writing.IsCompleted || seen < start + writers)
        {
            foreach (var envelope in (await user.GetAsync($"/api/projects/{project.Id}/changes?after={seen}&limit=7")).Items())
                envelope.GetProperty("seq").GetInt64().Should().Be(++seen, "a number that is visible has all before it visible");
            if (writing.IsFaulted)
                await writing;
        }

        var tasks = await writing;
        tasks.Select(t => t.Int("number")).Should().BeEquivalentTo(Enumerable.Range(1, writers), "numbers of tasks have no gap either");
        var all = (await user.GetAsync($"/api/projects/{project.Id}/changes?after={start}&limit=200")).Items();
        all.Should().HaveCount(writers);
        all.Select(e => e.GetProperty("resource").Id()).Should().BeEquivalentTo(tasks.Select(t => t.Id()));
    }

    [Fact]
    public async Task Envelope_HasTheShapeOfTheContract()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync("LOG");
        var task = await user.CreateTaskAsync(project, "First");
        await user.PatchAsync(task, new { title = "Second" }).ReadAsync(200);
        var changes = await user.GetAsync($"/api/projects/{project.Id}/changes?after=0");
        changes.EnumerateObject().Select(m => m.Name).Should().BeEquivalentTo("items", "epoch", "head", "reset");
        var types = changes.Items().Select(e => e.Str("type"));
        types.Should().Equal("project.created", "task.created", "task.updated");
        var (created, updated) = (changes.Items()[1], changes.Items()[2]);
        updated
            .EnumerateObject()
            .Select(m => m.Name)
            .Should()
            .BeEquivalentTo("seq", "id", "type", "project_id", "organization_id", "actor", "at", "resource", "changes", "data");
        updated.GetProperty("actor").Id().Should().Be(user.Id);
        updated.Id("organization_id").Should().Be(user.OrganizationId);
        var resource = updated.GetProperty("resource");
        (resource.Str("type"), resource.Id(), resource.Str("key"), resource.Int("version")).Should().Be(("task", task.Id(), "LOG-1", 2));
        var title = updated.GetProperty("changes").GetProperty("title");
        (title.Str("from"), title.Str("to")).Should().Be(("First", "Second"));
        created.GetProperty("changes").EnumerateObject().Should().BeEmpty("a first revision has its values in data");
        created.GetProperty("data").GetProperty("task").Str("title").Should().Be("First");
    }

    [Fact]
    public async Task MoreThanThereIs_IsAReset()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var head = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).Int("head");
        (await user.GetAsync($"/api/projects/{project.Id}/changes?after={head}")).GetProperty("reset").GetBoolean().Should().BeFalse();
        var ahead = await user.GetAsync($"/api/projects/{project.Id}/changes?after={head + 1}");
        ahead.GetProperty("reset").GetBoolean().Should().BeTrue();
        ahead.Items().Should().BeEmpty();
    }

    [Fact]
    public async Task RefusedOrRepeatedWrites_LeaveNoLine()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Quiet");
        JsonElement Head(JsonElement changes) => changes.GetProperty("head");
        var before = Head(await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetInt64();
        await user.PatchAsync(task, new { title = "Quiet" }).ReadAsync(200);
        await user.PatchAsync(task, new { title = "" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await user.PatchAsync(task, new { title = "x", version = 9 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        Head(await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetInt64().Should().Be(before);
    }
}
