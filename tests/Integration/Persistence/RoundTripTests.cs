using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

/// <summary>A mutation takes at most four round trips, counted on the wire by a proxy that knows nothing of our code (data.md).</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private const int Allowed = 4;

    /// <summary>Two tasks, perhaps of two projects, are locked before their logs are.</summary>
    private const int AllowedForALink = 6;

    /// <summary>Its answer counts what is left unread after the change.</summary>
    private const int AllowedForReading = 5;

    private readonly PostgresProxy proxy = new();
    private readonly TestApp app;
    private TestUser user = null!;
    private TestProject project = null!;

    public RoundTripTests() => app = new TestApp { Route = proxy.Route, Roles = "api" };

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
    [InlineData(false)]
    [InlineData(true)]
    public Task Create(bool withKey) =>
        CountAsync(withKey, (_, key) => SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Counted" }, key));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task PatchWithStaleBase(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                await user.PatchAsync(task, new { priority = "high" }).ReadAsync(200);
                return () => SendAsync(HttpMethod.Patch, PathOf(task), new { title = "Counted", version = 1 }, key)();
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task PatchOfTheParent(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                var parent = await user.CreateTaskAsync(project, "Parent");
                return SendAsync(HttpMethod.Patch, PathOf(task), new { parent_id = parent.GetProperty("id").GetGuid() }, key);
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Move(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                var neighbour = await user.CreateTaskAsync(project, "Neighbour", new { status_id = project.Statuses["Done"] });
                var place = new { status_id = project.Statuses["Done"], after_task_id = neighbour.GetProperty("id").GetGuid() };
                return SendAsync(HttpMethod.Post, PathOf(task) + "/move", place, key);
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Put(bool withKey) =>
        CountAsync(withKey, (task, key) => SendAsync(HttpMethod.Put, PathOf(task), new { title = "Counted", version = 1 }, key));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Undo(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                await user.PatchAsync(task, new { priority = "high" }).ReadAsync(200);
                await user.PatchAsync(task, new { title = "By somebody else" }).ReadAsync(200);
                return SendAsync(HttpMethod.Post, PathOf(task) + "/revisions/2/undo", null, key);
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task AddToASet(bool withKey) =>
        CountAsync(withKey, (task, key) => SendAsync(HttpMethod.Post, $"{PathOf(task)}/assignees/{user.Id}", null, key));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Watch(bool withKey) =>
        CountAsync(withKey, (task, key) => SendAsync(HttpMethod.Post, $"{PathOf(task)}/watchers/{user.Id}", null, key));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task MarkRead(bool withKey) =>
        CountAsync(
            withKey,
            (_, key) => Task.FromResult(SendAsync(HttpMethod.Post, "/api/notifications/read", new { all = true }, key)),
            AllowedForReading
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task ChangePreferences(bool withKey)
    {
        var email = false;
        return CountAsync(
            withKey,
            (_, key) =>
            {
                email = !email;
                return SendAsync(
                    HttpMethod.Put,
                    "/api/notifications/preferences",
                    new { reasons = new { watching = new { inbox = true, email } } },
                    key
                );
            }
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Lock(bool withKey) => CountAsync(withKey, (task, key) => SendAsync(HttpMethod.Post, $"{PathOf(task)}/lock", null, key));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Comment(bool withKey) =>
        CountAsync(
            withKey,
            (task, key) => SendAsync(HttpMethod.Post, $"{PathOf(task)}/comments", new { body = $"@[Alice](user:{user.Id})" }, key)
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EditComment(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                var comment = await user.SendAsync(HttpMethod.Post, $"{PathOf(task)}/comments", new { body = "First" }).ReadAsync(201);
                return SendAsync(HttpMethod.Patch, $"/api/comments/{comment.Id()}", new { body = "Second", version = 1 }, key);
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Link(bool withKey) =>
        CountAsync(
            withKey,
            async (task, key) =>
            {
                var other = await user.CreateTaskAsync(project, "Other");
                return SendAsync(HttpMethod.Post, $"{PathOf(task)}/links", new { type = "relates", task = other.Str("key") }, key);
            },
            AllowedForALink
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task SaveView(bool withKey) =>
        CountAsync(
            withKey,
            (task, key) =>
                SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", new { name = task.Str("key"), shared = true }, key)
        );

    /// <summary>Asked for every batch of deliveries.</summary>
    [Fact]
    public async Task IntegrationsOfABatch()
    {
        var keys = new List<IntegrationKey>();
        for (var i = 0; i < 3; i++)
            keys.Add(new IntegrationKey(user.OrganizationId, (await user.ConnectAsync(IntegrationSteps.Slack())).Id()));
        var directory = app.Services.GetRequiredService<IntegrationDirectory>();
        var counted = int.MaxValue;
        for (var run = 0; run < 8; run++)
        {
            var before = proxy.RoundTrips;
            (await directory.FindAsync(keys, CancellationToken.None)).Should().HaveCount(keys.Count);
            counted = run < 5 ? counted : Math.Min(counted, proxy.RoundTrips - before);
        }

        counted.Should().Be(1);
    }

    private Task CountAsync(bool withKey, Func<JsonElement, string?, Func<Task<HttpResponseMessage>>> prepare) =>
        CountAsync(withKey, (task, key) => Task.FromResult(prepare(task, key)));

    /// <summary>
    /// Several times first: caches are warm and statements prepared, as they are in a server that has run for a minute. The least of the last three
    /// counts: what the server does beside a request, a heartbeat or a look at the backlog, passes the same proxy and only ever adds.
    /// </summary>
    private async Task CountAsync(
        bool withKey,
        Func<JsonElement, string?, Task<Func<Task<HttpResponseMessage>>>> prepare,
        int allowed = Allowed
    )
    {
        var counted = int.MaxValue;
        for (var run = 0; run < 8; run++)
        {
            var task = await user.CreateTaskAsync(project, "Subject");
            var send = await prepare(task, withKey ? Guid.CreateVersion7().ToString() : null);
            var before = proxy.RoundTrips;
            using var answer = await send();
            if (run >= 5)
                counted = Math.Min(counted, proxy.RoundTrips - before);
            ((int)answer.StatusCode).Should().BeInRange(200, 299, await answer.Content.ReadAsStringAsync());
        }

        counted.Should().BeInRange(1, allowed, "a count of nothing would prove nothing");
    }

    private Func<Task<HttpResponseMessage>> SendAsync(HttpMethod method, string path, object? body, string? key) =>
        () => user.SendAsync(method, path, body, key);

    private static string PathOf(JsonElement task) => $"/api/tasks/{task.GetProperty("id").GetGuid()}";
}
