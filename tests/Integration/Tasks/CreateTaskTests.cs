using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class CreateTaskTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] Members =
    [
        "id",
        "key",
        "project_id",
        "number",
        "title",
        "description",
        "status_id",
        "status_category",
        "priority",
        "assignee_ids",
        "label_ids",
        "milestone_id",
        "parent_id",
        "start_date",
        "due_date",
        "estimate",
        "rank",
        "version",
        "created_by",
        "created_at",
        "updated_at",
        "updated_by",
        "started_at",
        "completed_at",
        "archived_at",
        "lock",
        "comment_count",
        "attachment_count",
        "subtask_count",
    ];

    [Fact]
    public async Task TitleAlone_GoesToTheFirstStatus_WithEveryMemberPresent()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync("ONE");
        using var response = await user.Http.PostAsJsonAsync($"/api/projects/{project.Id}/tasks", new { title = "  Ship it  " });
        var task = await response.ReadAsync(201);
        task.EnumerateObject().Select(m => m.Name).Should().BeEquivalentTo(Members);
        task.Str("title").Should().Be("Ship it");
        task.Str("key").Should().Be("ONE-1");
        task.Id("status_id").Should().Be(project.Statuses["Backlog"]);
        task.Str("status_category").Should().Be("backlog");
        task.Str("priority").Should().Be("none");
        task.Int("version").Should().Be(1);
        task.Id("created_by").Should().Be(user.Id);
        foreach (
            var absent in new[]
            {
                "milestone_id",
                "parent_id",
                "start_date",
                "due_date",
                "estimate",
                "lock",
                "started_at",
                "completed_at",
                "archived_at",
            }
        )
            task.IsNull(absent).Should().BeTrue(absent);
        response.Headers.Location.Should().Be(new Uri($"/api/tasks/{task.Id()}", UriKind.Relative));
        response.Headers.ETag!.ToString().Should().Be("\"1\"");
        (await user.GetAsync($"/api/tasks/{task.Id()}")).ToString().Should().Be(task.ToString(), "what was answered is what is stored");
    }

    [Fact]
    public async Task EveryField_IsKept()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var label = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "bug" }).ReadAsync(201);
        var parent = await user.CreateTaskAsync(project, "Parent");
        var fields = new
        {
            title = "Child",
            description = "  with *spaces* and 日本語\n ",
            status_id = project.Statuses["Done"],
            priority = "urgent",
            assignee_ids = new[] { user.Id },
            label_ids = new[] { label.Id() },
            parent_id = parent.Id(),
            start_date = "2026-02-01",
            due_date = "2026-02-01",
            estimate = 0.25,
            milestone_id = (string?)null,
        };
        var task = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", fields).ReadAsync(201);
        task.Str("description").Should().Be("  with *spaces* and 日本語\n ", "descriptions are kept byte for byte");
        task.Str("priority").Should().Be("urgent");
        task.Items("assignee_ids").Single().GetGuid().Should().Be(user.Id);
        task.Items("label_ids").Single().GetGuid().Should().Be(label.Id());
        task.Id("parent_id").Should().Be(parent.Id());
        (task.Str("start_date"), task.Str("due_date")).Should().Be(("2026-02-01", "2026-02-01"));
        task.GetProperty("estimate").GetDecimal().Should().Be(0.25m);
        (task.IsNull("started_at"), task.IsNull("completed_at")).Should().Be((false, false), "work that is done began and ended");
        (await user.GetAsync($"/api/tasks/{parent.Id()}")).Int("subtask_count").Should().Be(1);
    }

    public static TheoryData<string, string> Refused =>
        new()
        {
            { """{}""", "/title required" },
            { """{"title":"  "}""", "/title required" },
            { $$"""{"title":"{{new string('x', 501)}}"}""", "/title too_long" },
            { $$"""{"title":"x","description":"{{new string('x', 100_001)}}"}""", "/description too_long" },
            { """{"title":"x","priority":"High"}""", "/priority not_allowed" },
            { """{"title":"x","status_id":"nonsense"}""", "/status_id not_an_id" },
            { """{"title":"x","status_id":null}""", "/status_id required" },
            { """{"title":"x","status_id":"0197d1f0-0000-7000-8000-000000000000"}""", "/status_id unknown_status" },
            { """{"title":"x","label_ids":["0197d1f0-0000-7000-8000-000000000000"]}""", "/label_ids unknown_label" },
            { """{"title":"x","label_ids":["a"]}""", "/label_ids/0 not_an_id" },
            { """{"title":"x","assignee_ids":["0197d1f0-0000-7000-8000-000000000000"]}""", "/assignee_ids unknown_member" },
            { """{"title":"x","parent_id":"0197d1f0-0000-7000-8000-000000000000"}""", "/parent_id unknown_task" },
            { """{"title":"x","milestone_id":"0197d1f0-0000-7000-8000-000000000000"}""", "/milestone_id unknown_milestone" },
            { """{"title":"x","start_date":"2026-02-30"}""", "/start_date not_a_date" },
            { """{"title":"x","due_date":"2026-02-01T00:00:00Z"}""", "/due_date not_a_date" },
            { """{"title":"x","start_date":"2026-02-02","due_date":"2026-02-01"}""", "/due_date order" },
            { """{"title":"x","estimate":-0.01}""", "/estimate out_of_range" },
            { """{"title":"x","estimate":10000}""", "/estimate out_of_range" },
            { """{"title":"x","estimate":1.005}""", "/estimate out_of_range" },
            { """{"title":"x","id":"2f1c8d64-0000-4000-8000-000000000000"}""", "/id not_uuid_v7" },
            { """{"title":"x\u0000"}""", "/title nul_character" },
            { """{"title":"x","description":"\u0000"}""", "/description nul_character" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ValueThatIsNotAllowed_Is422_AtItsPointer(string body, string error)
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var sending = user.Http.PostAsync(
            $"/api/projects/{project.Id}/tasks",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );
        (await sending.ShouldBeProblemAsync(422, "VALIDATION_FAILED")).Errors().Should().Equal(error);
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().BeEmpty();
    }

    [Fact]
    public async Task ThingsOfAnotherProject_AreUnknown()
    {
        var user = await app.SignUpAsync();
        var (here, there) = (await user.CreateProjectAsync("HERE"), await user.CreateProjectAsync("THERE"));
        var label = await user.SendAsync(HttpMethod.Post, $"/api/projects/{there.Id}/labels", new { name = "bug" }).ReadAsync(201);
        var task = await user.CreateTaskAsync(there, "Parent");
        var fields = new
        {
            title = "x",
            status_id = there.Statuses["Todo"],
            label_ids = new[] { label.Id() },
            parent_id = task.Id(),
        };
        var problem = await user.SendAsync(HttpMethod.Post, $"/api/projects/{here.Id}/tasks", fields)
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().BeEquivalentTo("/status_id unknown_status", "/label_ids unknown_label", "/parent_id unknown_task");
    }

    [Fact]
    public async Task IdOfTheClient_IsTaken_OnlyOnce()
    {
        var (user, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var project = await user.CreateProjectAsync();
        var id = Guid.CreateVersion7();
        (await user.CreateTaskAsync(project, "First", new { id })).Id().Should().Be(id);
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Second", id })
            .ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        var elsewhere = await bob.CreateProjectAsync();
        await bob.CreateTaskAsync(elsewhere, "An id of another tenant tells nothing", new { id });
        (await user.GetAsync($"/api/tasks/{id}")).Str("title").Should().Be("First");
    }

    [Fact]
    public async Task GuestAndArchivedProject_AreRefused()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(guest, "guest", project.Id);
        await guest
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "x" })
            .ShouldBeProblemAsync(403, "FORBIDDEN");
        await owner.SendAsync(HttpMethod.Delete, $"/api/projects/{project.Id}").ReadAsync(204);
        await owner
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "x" })
            .ShouldBeProblemAsync(409, "INVALID_STATE");
    }
}
