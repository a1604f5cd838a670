using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>S-2.4: ranks stay short under moves into one place, without a jump that anybody sees.</summary>
public sealed class SpreadRanksTests(TestApp app) : IClassFixture<TestApp>
{
    private const int LongestRank = 32;

    [Fact]
    public async Task ManyMovesIntoOnePlace_KeepTheOrder_AndRanksBecomeShortAgain()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var todo = project.Statuses["Todo"];
        var tasks = new List<JsonElement>();
        for (var i = 0; i < 6; i++)
            tasks.Add(await user.CreateTaskAsync(project, $"t{i}", new { status_id = todo }));

        // In turn the last one goes behind the first: the place is halved each time.
        var order = tasks.ConvertAll(t => t.Id());
        var longest = 0;
        for (var move = 0; move < 200; move++)
        {
            var (last, first) = (order[^1], order[0]);
            var moved = await user.SendAsync(HttpMethod.Post, $"/api/tasks/{last}/move", new { status_id = todo, after_task_id = first })
                .ReadAsync(200);
            longest = Math.Max(longest, moved.Str("rank")!.Length);
            order.RemoveAt(order.Count - 1);
            order.Insert(1, last);
        }

        longest.Should().BeGreaterThan(LongestRank, "else nothing was asked of the spread");
        await Eventually.BeTrueAsync(
            async () => (await ColumnAsync(user, project, todo)).TrueForAll(t => t.Str("rank")!.Length <= LongestRank),
            TimeSpan.FromSeconds(30),
            "the column is spread"
        );
        var column = await ColumnAsync(user, project, todo);
        column.Select(t => t.Id()).Should().Equal(order);
        await LogSaysWhatTheRowsSayAsync(user, project, column);
    }

    /// <summary>Folding the log gives every rank as it is, and a spread changed no version.</summary>
    private static async Task LogSaysWhatTheRowsSayAsync(TestUser user, TestProject project, List<JsonElement> column)
    {
        var (ranks, versions, spreads) = (new Dictionary<Guid, string>(), new Dictionary<Guid, int>(), 0);
        var after = 0L;
        while (true)
        {
            var page = (await user.GetAsync($"/api/projects/{project.Id}/changes?after={after}&limit=200")).Items();
            if (page.Count == 0)
                break;
            foreach (var line in page)
            {
                after = line.GetProperty("seq").GetInt64();
                var resource = line.GetProperty("resource");
                if (line.Str("type") == "task.created")
                    ranks[resource.Id()] = line.GetProperty("data").GetProperty("task").Str("rank")!;
                else if (line.Str("type") == "task.moved" && line.GetProperty("changes").TryGetProperty("rank", out var rank))
                    ranks[resource.Id()] = rank.Str("to")!;
                else if (line.Str("type") == "status.reordered")
                {
                    spreads++;
                    foreach (var task in line.GetProperty("data").GetProperty("tasks").EnumerateArray())
                        ranks[task.Id()] = task.Str("rank")!;
                }

                if (resource.Str("type") == "task")
                    versions[resource.Id()] = resource.Int("version");
            }
        }

        spreads.Should().BePositive();
        foreach (var task in column)
            (task.Str("rank"), task.Int("version")).Should().Be((ranks[task.Id()], versions[task.Id()]));
    }

    private static async Task<List<JsonElement>> ColumnAsync(TestUser user, TestProject project, Guid statusId) =>
        [.. (await user.GetAsync($"/api/projects/{project.Id}/tasks?status_id={statusId}")).Items()];
}
