using System.Text.Json;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>An organization whose notifications pile up is slowed down in tiers; others notice nothing (C-7.3).</summary>
public sealed class BackpressureTests : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new() { Always = Fault.Status(500) };
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = receiver.Address.Authority,
                ["Backpressure:MaxPendingDeliveries"] = "5",
                ["Backpressure:HardLimit"] = "10",
            },
        };
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Backlog_RefusesBulkFirst_ThenEveryWriteThatNotifies_OfThatOrganizationAlone()
    {
        var owner = await app.SignUpAsync("Owner");
        var other = await app.SignUpAsync("Other");
        var project = await owner.CreateProjectAsync();
        var elsewhere = await other.CreateProjectAsync();
        await app.RoutedAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()));
        var key = Guid.CreateVersion7().ToString();
        var task = await CreateAsync(owner, project, key).ReadAsync(201);
        for (var more = 1; more < 6; more++)
            await owner.CreateTaskAsync(project, $"Waits {more}");

        await RefusedAsync(() => BulkAsync(owner, task));
        await owner.CreateTaskAsync(project, "Single writes go on");
        for (var more = 7; more < 10; more++)
            await owner.CreateTaskAsync(project, $"Waits {more}");
        await RefusedAsync(() => CreateAsync(owner, project, Guid.CreateVersion7().ToString()));
        var tasks = await CountAsync();
        await CreateAsync(owner, project, Guid.CreateVersion7().ToString()).ShouldBeProblemAsync(503, "NOTIFICATION_BACKLOG");
        (await CountAsync()).Should().Be(tasks, "what is refused has no effect");

        var replayed = await CreateAsync(owner, project, key);
        replayed.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        await BulkAsync(other, await other.CreateTaskAsync(elsewhere, "Not theirs")).ReadAsync(200);

        await owner.PatchIntegrationAsync(webhook, new { enabled = false }).ReadAsync(200);
        await Eventually.BeTrueAsync(
            async () => (await BulkAsync(owner, task)).IsSuccessStatusCode,
            TimeSpan.FromSeconds(10),
            "what waits for a paused integration does not count"
        );

        async Task<int> CountAsync() => (await owner.GetAsync($"/api/projects/{project.Id}/tasks?limit=200")).Items().Count;
    }

    /// <summary>What a node knows is at most a second old.</summary>
    private static async Task RefusedAsync(Func<Task<HttpResponseMessage>> write)
    {
        HttpResponseMessage? answer = null;
        await Eventually.BeTrueAsync(
            async () => !(answer = await write()).IsSuccessStatusCode,
            TimeSpan.FromSeconds(10),
            "the write should be refused"
        );
        answer!.Headers.RetryAfter.Should().NotBeNull();
        await Task.FromResult(answer).ShouldBeProblemAsync(503, "NOTIFICATION_BACKLOG");
    }

    private static Task<HttpResponseMessage> BulkAsync(TestUser user, JsonElement task) =>
        user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", new { task_ids = new[] { task.Id() }, patch = new { priority = "high" } });

    private static Task<HttpResponseMessage> CreateAsync(TestUser user, TestProject project, string key) =>
        user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Once" }, key);
}
