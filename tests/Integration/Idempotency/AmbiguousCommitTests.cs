using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Idempotency;

/// <summary>
/// The connection is cut after COMMIT was sent. Whether PostgreSQL executed it or not: one effect, and the answer as if nothing had
/// happened (ADR 0006).
/// </summary>
public sealed class AmbiguousCommitTests : IAsyncLifetime
{
    private readonly PostgresProxy proxy = new();
    private readonly TestApp app;
    private TestUser user = null!;
    private TestProject project = null!;

    public AmbiguousCommitTests() => app = new TestApp { Route = proxy.Route, Roles = "api" };

    public static TheoryData<Cut, bool> Cuts =>
        new()
        {
            { Cut.BeforeCommit, true },
            { Cut.BeforeCommit, false },
            { Cut.AfterCommit, true },
            { Cut.AfterCommit, false },
        };

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        user = await app.SignUpAsync();
        project = await user.CreateProjectAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        proxy.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Create_HasOneEffect(Cut when, bool withKey)
    {
        var key = withKey ? Guid.CreateVersion7().ToString() : null;
        proxy.CutNextCommit(when);
        using var answer = await CreateAsync(key);
        var task = await answer.ReadAsync(201);
        proxy.Cuts.Should().Be(1, "the cable was cut");
        answer.Headers.Contains("Idempotency-Replayed").Should().BeFalse("the client sent it once");
        answer.Headers.ETag!.ToString().Should().Be("\"1\"");
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Select(t => t.Id()).Should().Equal(task.Id());
        var log = await user.GetAsync($"/api/projects/{project.Id}/changes?after=1");
        log.Items().Select(e => e.Str("type")).Should().Equal("task.created");
        if (key is not null)
            (await CreateAsync(key).ReadAsync(201)).ToString().Should().Be(task.ToString());
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Patch_HasOneEffect(Cut when, bool withKey)
    {
        var task = await user.CreateTaskAsync(project, "Before");
        proxy.CutNextCommit(when);
        var changed = await user.PatchAsync(task, new { title = "After", version = 1 }, withKey ? Guid.CreateVersion7().ToString() : null)
            .ReadAsync(200);
        proxy.Cuts.Should().Be(1);
        (changed.Str("title"), changed.Int("version")).Should().Be(("After", 2));
        (await user.GetAsync($"/api/tasks/{task.Id()}")).ToString().Should().Be(changed.ToString());
    }

    private Task<HttpResponseMessage> CreateAsync(string? key) =>
        user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Once" }, key);
}
