using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class MoveTaskTests(TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private TestUser user = null!;
    private TestProject project = null!;

    private Guid Todo => project.Statuses["Todo"];

    public async Task InitializeAsync()
    {
        user = await app.SignUpAsync();
        project = await user.CreateProjectAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task WithoutNeighbours_GoesToTheEnd()
    {
        var tasks = await ColumnAsync("a", "b", "c");
        await MoveAsync(tasks[0], new { status_id = Todo }).ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("b", "c", "a");
    }

    [Fact]
    public async Task BehindInFrontAndBetween_StandsThere()
    {
        var tasks = await ColumnAsync("a", "b", "c", "d");
        await MoveAsync(tasks[0], new { status_id = Todo, after_task_id = tasks[2].Id() }).ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("b", "c", "a", "d");
        await MoveAsync(tasks[3], new { status_id = Todo, before_task_id = tasks[1].Id() }).ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("d", "b", "c", "a");
        await MoveAsync(
                tasks[0],
                new
                {
                    status_id = Todo,
                    after_task_id = tasks[3].Id(),
                    before_task_id = tasks[1].Id(),
                }
            )
            .ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("d", "a", "b", "c");
    }

    [Fact]
    public async Task ToAnotherColumn_ChangesStatusAndClock_AndRaisesOneVersion()
    {
        var tasks = await ColumnAsync("a");
        var there = await user.CreateTaskAsync(project, "there", new { status_id = project.Statuses["Done"] });
        var moved = await MoveAsync(tasks[0], new { status_id = project.Statuses["Done"], before_task_id = there.Id() }).ReadAsync(200);
        (moved.Str("status_category"), moved.Int("version"), moved.IsNull("completed_at")).Should().Be(("done", 2, false));
        (await TitlesAsync(project.Statuses["Done"])).Should().Equal("a", "there");
        var last = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0&limit=200")).Items()[^1];
        last.Str("type").Should().Be("task.moved");
        last.GetProperty("changes").EnumerateObject().Select(c => c.Name).Should().BeEquivalentTo("status_id", "rank");
    }

    [Fact]
    public async Task NewTask_GoesBehindEverythingThatWasMoved()
    {
        var tasks = await ColumnAsync("a", "b");
        for (var i = 0; i < 40; i++)
            await MoveAsync(tasks[i % 2], new { status_id = Todo }).ReadAsync(200);
        await user.CreateTaskAsync(project, "new", new { status_id = Todo });
        (await TitlesAsync(Todo)).Should().Equal("a", "b", "new");
    }

    [Fact]
    public async Task NeighbourThatNeverStoodThere_Is422()
    {
        var tasks = await ColumnAsync("a");
        var elsewhere = await user.CreateTaskAsync(project, "elsewhere");
        foreach (var neighbour in new[] { elsewhere.Id(), Guid.CreateVersion7() })
        {
            var after = await MoveAsync(tasks[0], new { status_id = Todo, after_task_id = neighbour })
                .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
            after.Errors().Should().Equal("/after_task_id not_in_column");
            var before = await MoveAsync(tasks[0], new { status_id = Todo, before_task_id = neighbour })
                .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
            before.Errors().Should().Equal("/before_task_id not_in_column");
        }
    }

    [Fact]
    public async Task NeighbourThatLeftMeanwhile_SendsToTheEnd()
    {
        var tasks = await ColumnAsync("a", "b", "c");
        await MoveAsync(tasks[1], new { status_id = project.Statuses["Done"] }).ReadAsync(200);
        await MoveAsync(tasks[0], new { status_id = Todo, after_task_id = tasks[1].Id() }).ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("c", "a");
    }

    [Fact]
    public async Task NeighbourThatWasArchivedMeanwhile_SendsToTheEnd()
    {
        var tasks = await ColumnAsync("a", "b", "c");
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{tasks[1].Id()}").ReadAsync(204);
        await MoveAsync(tasks[0], new { status_id = Todo, before_task_id = tasks[1].Id() }).ReadAsync(200);
        (await TitlesAsync(Todo)).Should().Equal("c", "a");
    }

    [Fact]
    public async Task ItselfOrAForeignStatus_Is422()
    {
        var tasks = await ColumnAsync("a");
        await MoveAsync(tasks[0], new { status_id = Todo, after_task_id = tasks[0].Id() }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        var other = await user.CreateProjectAsync("OTHER");
        var problem = await MoveAsync(tasks[0], new { status_id = other.Statuses["Todo"] }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/status_id unknown_status");
        (await MoveAsync(tasks[0], new { }).ShouldBeProblemAsync(422, "VALIDATION_FAILED")).Errors()[0].Should().StartWith("/status_id");
    }

    /// <summary>The rank is never a conflict: the last mover wins. The column is, as in a patch.</summary>
    [Fact]
    public async Task StaleBase_ConflictsOnlyOverTheColumn()
    {
        var tasks = await ColumnAsync("a", "b");
        await MoveAsync(tasks[0], new { status_id = Todo, after_task_id = tasks[1].Id() }).ReadAsync(200);
        await MoveAsync(
                tasks[0],
                new
                {
                    status_id = Todo,
                    before_task_id = tasks[1].Id(),
                    version = 1,
                }
            )
            .ReadAsync(200);
        await MoveAsync(tasks[0], new { status_id = project.Statuses["Done"] }).ReadAsync(200);
        var problem = await MoveAsync(tasks[0], new { status_id = project.Statuses["Backlog"], version = 1 })
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        problem.GetProperty("details").Strings("conflicting_fields").Should().Equal("status_id");
        var future = await MoveAsync(tasks[0], new { status_id = Todo, version = 99 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        future.GetProperty("details").Str("reason").Should().Be("base_from_future");
    }

    [Fact]
    public async Task ManyMoversBetweenTheSameNeighbours_AllGetAPlaceOfTheirOwn()
    {
        var tasks = await ColumnAsync([.. Enumerable.Range(0, 12).Select(i => $"t{i:D2}")]);
        await Task.WhenAll(
            tasks[2..]
                .Select(t =>
                    MoveAsync(
                            t,
                            new
                            {
                                status_id = Todo,
                                after_task_id = tasks[0].Id(),
                                before_task_id = tasks[1].Id(),
                            }
                        )
                        .ReadAsync(200)
                )
        );
        var column = (await user.GetAsync($"/api/projects/{project.Id}/tasks?status_id={Todo}")).Items();
        column.Select(t => t.Str("rank")).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        column[0].Str("title").Should().Be("t00");
        column[^1].Str("title").Should().Be("t01");
    }

    private Task<HttpResponseMessage> MoveAsync(JsonElement task, object place) =>
        user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/move", place);

    private async Task<List<JsonElement>> ColumnAsync(params string[] titles)
    {
        var tasks = new List<JsonElement>();
        foreach (var title in titles)
            tasks.Add(await user.CreateTaskAsync(project, title, new { status_id = Todo }));
        return tasks;
    }

    private async Task<List<string?>> TitlesAsync(Guid statusId) =>
        [.. (await user.GetAsync($"/api/projects/{project.Id}/tasks?status_id={statusId}")).Items().Select(t => t.Str("title"))];
}
