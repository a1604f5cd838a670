using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Board;

public sealed class GetBoardTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Columns_HaveCountsFirstCardsAndACursorIntoTheList()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        for (var i = 0; i < 5; i++)
            await user.CreateTaskAsync(project, $"t{i}", new { status_id = project.Statuses["Todo"] });
        var board = await user.GetAsync($"/api/projects/{project.Id}/board?limit=2");
        board
            .Items("columns")
            .Select(c => c.GetProperty("status").Str("name"))
            .Should()
            .Equal("Backlog", "Todo", "In Progress", "In Review", "Done", "Canceled");
        var todo = board.Items("columns")[1];
        todo.Int("count").Should().Be(5);
        todo.Items().Select(c => c.Str("title")).Should().Equal("t0", "t1");
        board.Items("columns")[0].IsNull("next_cursor").Should().BeTrue();

        var rest = await user.GetAsync(
            $"/api/projects/{project.Id}/tasks?status_id={project.Statuses["Todo"]}&sort=rank&cursor={todo.Str("next_cursor")}"
        );
        rest.Items().Select(t => t.Str("title")).Should().Equal("t2", "t3", "t4");
        await user.Http.GetAsync($"/api/projects/{project.Id}/board?limit=1001").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    /// <summary>What the board shows and what follows after its number is the whole truth, also while others write.</summary>
    [Fact]
    public async Task Snapshot_AndTheChangesAfterIt_MakeTheWhole()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await user.CreateTaskAsync(project, $"t{i}");
        });
        while (!writing.IsCompleted)
        {
            var board = await user.GetAsync($"/api/projects/{project.Id}/board");
            var changes = await user.GetAsync($"/api/projects/{project.Id}/changes?after=0&limit=200");
            changes.Id("epoch").Should().Be(board.Id("epoch"));
            var shown = board.Items("columns").Sum(c => c.Int("count"));
            var logged = changes.Items().Count(e => e.Str("type") == "task.created" && e.Int("seq") <= board.Int("seq"));
            shown.Should().Be(logged);
        }

        await writing;
    }
}
