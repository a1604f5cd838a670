using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class ListTasksTests(TestApp app) : IClassFixture<TestApp>
{
    public static TheoryData<string> Sorts =>
        [.. new[] { "rank", "number", "created_at", "updated_at", "priority", "due_date" }.SelectMany(s => new[] { s, "-" + s })];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Paging_ShowsEachRowExactlyOnce_WhileOthersAreInserted(string sort)
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        string[] priorities = ["none", "high", "low", "high", "urgent"];
        string?[] dueDates = ["2026-03-01", null, "2026-01-01", "2026-03-01", null];
        var existing = new List<Guid>();
        for (var i = 0; i < 11; i++)
            existing.Add(
                (await user.CreateTaskAsync(project, $"Task {i}", new { priority = priorities[i % 5], due_date = dueDates[i % 5] })).Id()
            );

        var seen = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await user.GetAsync(
                $"/api/projects/{project.Id}/tasks?sort={sort}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}"
            );
            page.Items().Should().HaveCountLessThanOrEqualTo(3);
            seen.AddRange(page.Items());
            cursor = page.Str("next_cursor");
            await user.CreateTaskAsync(project, "Meanwhile", new { priority = "high", due_date = "2026-02-01" });
        } while (cursor is not null && seen.Count < 100);

        seen.Select(t => t.Id()).Where(existing.Contains).Should().BeEquivalentTo(existing, "each row of the beginning comes exactly once");
        seen.Should().OnlyHaveUniqueItems(t => t.Id());
        Ordered(seen.Where(t => existing.Contains(t.Id())), sort);
    }

    [Fact]
    public async Task Filters_NarrowAndCombine()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var label = (await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "bug" }).ReadAsync(201)).Id();
        var plain = await user.CreateTaskAsync(project, "Plain");
        var rich = await user.CreateTaskAsync(
            project,
            "Rich",
            new
            {
                status_id = project.Statuses["In Progress"],
                priority = "high",
                assignee_ids = new[] { user.Id },
                label_ids = new[] { label },
                parent_id = plain.Id(),
                due_date = "2026-02-15",
            }
        );
        var archived = await user.CreateTaskAsync(project, "Archived");
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{archived.Id()}").ReadAsync(204);

        foreach (
            var filter in new[]
            {
                $"status_id={project.Statuses["In Progress"]}",
                "status_category=started",
                $"assignee_id={user.Id}",
                $"label_id={label}",
                "priority=high",
                $"parent_id={plain.Id()}",
                "due_before=2026-02-16",
                "due_after=2026-02-14",
                $"status_category=started&priority=high&assignee_id={user.Id}",
            }
        )
            (await IdsAsync(user, project, filter)).Should().Equal([rich.Id()], filter);
        foreach (
            var filter in new[]
            {
                "due_before=2026-02-15",
                "due_after=2026-02-15",
                "priority=low",
                $"milestone_id={Guid.CreateVersion7()}",
                "updated_after=2099-01-01T00:00:00Z",
            }
        )
            (await IdsAsync(user, project, filter)).Should().BeEmpty(filter);
        (await IdsAsync(user, project, "")).Should().Equal(plain.Id(), rich.Id());
        (await IdsAsync(user, project, "archived=true")).Should().Equal(archived.Id());
        (await IdsAsync(user, project, "updated_after=2020-01-01T00:00:00Z")).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("invoice")]
    [InlineData("INVOICE")]
    [InlineData("voic")]
    [InlineData("invoice customs")]
    [InlineData("customs invoice")]
    [InlineData("FIND-1")]
    [InlineData("見積")]
    [InlineData("書を")]
    [InlineData("100%25")]
    [InlineData("a_b")]
    public async Task Text_FindsWordsAndSubstrings_OfTitleKeyAndDescription(string q)
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync("FIND");
        var wanted = await user.CreateTaskAsync(
            project,
            "Print the invoice",
            new { description = "For customs; 見積書を送る; 100% of a_b" }
        );
        await user.CreateTaskAsync(project, "Something else", new { description = "1000 of axb" });
        (await IdsAsync(user, project, $"q={q}")).Should().Equal([wanted.Id()], q);
    }

    [Fact]
    public async Task Text_FollowsAnEdit()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Before");
        await user.PatchAsync(task, new { title = "Afterwards" }).ReadAsync(200);
        (await IdsAsync(user, project, "q=afterw")).Should().Equal(task.Id());
        (await IdsAsync(user, project, "q=before")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("limit=0", "limit out_of_range")]
    [InlineData("limit=201", "limit out_of_range")]
    [InlineData("limit=x", "limit not_a_number")]
    [InlineData("cursor=nonsense", "cursor unreadable")]
    [InlineData("sort=title", "sort not_allowed")]
    [InlineData("sort=--rank", "sort not_allowed")]
    [InlineData("status_id=x", "status_id not_an_id")]
    [InlineData("priority=High", "priority not_allowed")]
    [InlineData("due_before=soon", "due_before not_a_date")]
    [InlineData("updated_after=1/2/2026", "updated_after not_an_instant")]
    [InlineData("archived=maybe", "archived not_a_flag")]
    public async Task ParameterThatCannotBeRead_Is422_AndNamed(string query, string error)
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var problem = await user.Http.GetAsync($"/api/projects/{project.Id}/tasks?{query}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal(error);
    }

    [Fact]
    public async Task CursorOfAnotherOrder_IsUnreadable()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        await user.CreateTaskAsync(project, "One");
        await user.CreateTaskAsync(project, "Two");
        var page = await user.GetAsync($"/api/projects/{project.Id}/tasks?limit=1&sort=number");
        await user
            .Http.GetAsync($"/api/projects/{project.Id}/tasks?limit=1&sort=-number&cursor={page.Str("next_cursor")}")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private static async Task<List<Guid>> IdsAsync(TestUser user, TestProject project, string query) =>
        [.. (await user.GetAsync($"/api/projects/{project.Id}/tasks?{query}")).Items().Select(t => t.Id())];

    private static void Ordered(IEnumerable<JsonElement> tasks, string sort)
    {
        string[] priorities = ["none", "low", "medium", "high", "urgent"];
        var by = sort.TrimStart('-');
        var values = tasks
            .Select(t =>
                by switch
                {
                    "number" => $"{t.Int("number"):D9}",
                    "priority" => $"{Array.IndexOf(priorities, t.Str("priority"))}",
                    "due_date" => t.Str("due_date") ?? "9999-12-31",
                    _ => t.Str(by)!,
                }
            )
            .ToList();
        var expected = sort[0] == '-' ? values.OrderDescending(StringComparer.Ordinal) : values.Order(StringComparer.Ordinal);
        values.Should().Equal(expected, sort);
    }
}
