using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Outbox;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

/// <summary>
/// The plans of the hot statements as they really run: PostgreSQL explains each to the client that sent it (auto_explain), and a proxy
/// listens. None reads a large table from end to end.
/// </summary>
public sealed partial class QueryPlanTests : IAsyncLifetime
{
    private const int Tasks = 20_000;

    private readonly PostgresProxy proxy = new();
    private readonly TestApp app;
    private TestUser user = null!;
    private TestProject project = null!;
    private string taskId = "";
    private Guid eventId;

    public QueryPlanTests() => app = new TestApp { Route = proxy.Route, Roles = "api" };

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        user = await app.SignUpAsync();
        project = await user.CreateProjectAsync("HOT");
        await LoadAsync(project);
        for (var other = 0; other < 4; other++)
            await LoadAsync(await user.CreateProjectAsync());
        var task = await user.CreateTaskAsync(project, "The needle");
        taskId = task.GetProperty("id").GetString()!;
        eventId = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=101&limit=1")).Items()[0].Id();
        var database = new Npgsql.NpgsqlConnectionStringBuilder(app.ConnectionString).Database;
        await AsSuperuserAsync("VACUUM ANALYZE");
        await AsSuperuserAsync($"ALTER DATABASE {database} SET session_preload_libraries = 'auto_explain'");
        await AsSuperuserAsync($"ALTER DATABASE {database} SET auto_explain.log_min_duration = 0");
        await AsSuperuserAsync($"ALTER DATABASE {database} SET auto_explain.log_level = 'notice'");
        await AsSuperuserAsync($"ALTER DATABASE {database} SET auto_explain.log_nested_statements = on");
        await AsSuperuserAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        );
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        proxy.Dispose();
    }

    [Fact]
    public async Task HotStatements_ReadNoLargeTableFromEndToEnd()
    {
        var status = project.Statuses["Todo"];
        await Eventually.BeTrueAsync(
            async () => (await user.Http.GetAsync("/api/auth/me")).IsSuccessStatusCode,
            TimeSpan.FromSeconds(30),
            "the pool connects anew"
        );
        var failures = new List<string>();
        foreach (var (name, send) in HotRequests(status))
        {
            // Often enough that the statement is prepared and the planner may choose the generic plan.
            for (var run = 0; run < 8; run++)
            {
                proxy.ForgetNotices();
                using var answer = await send();
                ((int)answer.StatusCode).Should().BeInRange(200, 299, $"{name}: {await answer.Content.ReadAsStringAsync()}");
            }

            var plans = proxy.Notices.Where(n => n.Contains("Query Text", StringComparison.Ordinal)).ToList();
            plans.Should().NotBeEmpty($"{name} was explained");
            plans.Should().Contain(p => LargeTable().IsMatch(p), name);
            if (name == "list of a status")
                plans
                    .Should()
                    .Contain(
                        p => p.Contains("tasks_column", StringComparison.Ordinal),
                        "a small column is not looked for in the whole project"
                    );
            if (name == "backlog")
                string.Join('\n', plans)
                    .Should()
                    .Contain("deliveries_turn")
                    .And.Contain("deliveries_in_flight")
                    .And.NotContain("deliveries_pkey", "what was ever delivered is not counted through");
            failures.AddRange(plans.Where(p => SeqScan().IsMatch(p)).Select(p => $"{name}:\n{p}"));
        }

        failures.Should().BeEmpty();
    }

    private IEnumerable<(string Name, Func<Task<HttpResponseMessage>> Send)> HotRequests(Guid status)
    {
        var list = $"/api/projects/{project.Id}/tasks?limit=50";
        yield return ("get", () => Get($"/api/tasks/{taskId}"));
        yield return ("get by key", () => Get("/api/tasks/HOT-1234"));
        yield return ("board", () => Get($"/api/projects/{project.Id}/board?limit=50"));
        yield return ("list", () => Get(list));
        yield return ("list by number", () => Get(list + "&sort=-number"));
        yield return ("list of a status", () => Get($"{list}&status_id={status}"));
        yield return ("search", () => Get(list + "&q=needle"));
        yield return ("search everywhere", () => Get("/api/search?q=needle"));
        yield return ("comments", () => Get($"/api/tasks/{taskId}/comments"));
        yield return ("changes", () => Get($"/api/projects/{project.Id}/changes?after=0&limit=50"));
        yield return ("inbox", () => Get("/api/notifications"));
        yield return ("unread inbox", () => Get("/api/notifications?unread=true"));
        yield return ("journey", () => Get($"/api/events/{eventId}/journey?user_id={user.Id}"));
        yield return ("mark read", () => user.SendAsync(HttpMethod.Post, "/api/notifications/read", new { task_ids = new[] { taskId } }));
        yield return ("fan-out", CommentAndRouteAsync);
        yield return ("backlog", LookAtTheBacklogAsync);
        yield return ("lateness", LookHowLateAsync);
        yield return ("claim", ClaimAsync);
        yield return ("rest and wake", RestAndWakeAsync);
        yield return ("create", () => user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Another" }));
        var patch = new { assignee_ids = Array.Empty<Guid>(), estimate = 3 };
        yield return ("patch", () => user.SendAsync(HttpMethod.Patch, $"/api/tasks/{taskId}", patch));
        var stale = new { assignee_ids = Array.Empty<Guid>(), version = 1 };
        yield return ("patch of a stale base", () => user.SendAsync(HttpMethod.Patch, $"/api/tasks/{taskId}", stale));
        yield return ("move", () => user.SendAsync(HttpMethod.Post, $"/api/tasks/{taskId}/move", new { status_id = status }));
        yield return ("archive and restore", () => user.SendAsync(HttpMethod.Post, $"/api/tasks/{taskId}/restore"));
    }

    private async Task<HttpResponseMessage> LookAtTheBacklogAsync()
    {
        await using var batch = app.Services.GetRequiredService<NpgsqlDataSource>().CreateBatch();
        batch.BatchCommands.Add(new($"SELECT set_config('app.orgs', '{"{" + user.OrganizationId + "}"}', true)"));
        batch.BatchCommands.Add(
            new(Backlog.WaitingSql)
            {
                Parameters =
                {
                    new() { Value = new[] { user.OrganizationId } },
                    new() { Value = 200_000L },
                },
            }
        );
        await batch.ExecuteNonQueryAsync();
        return new HttpResponseMessage();
    }

    private async Task<HttpResponseMessage> LookHowLateAsync()
    {
        await using var batch = app.Services.GetRequiredService<NpgsqlDataSource>().CreateBatch();
        batch.BatchCommands.Add(new(DeliveryQueue.AsWorker));
        batch.BatchCommands.Add(new(Backlog.LateSql));
        await batch.ExecuteNonQueryAsync();
        return new HttpResponseMessage();
    }

    private async Task<HttpResponseMessage> RestAndWakeAsync()
    {
        var rest = new DestinationRest(app.Services.GetRequiredService<NpgsqlDataSource>());
        var integration = new IntegrationKey(user.OrganizationId, Ids.New());
        await rest.PausedAsync(DeliveryChannel.Webhook, integration, default);
        await rest.ThrottledAsync(DeliveryChannel.Webhook, integration, TimeSpan.FromSeconds(1), default);
        await rest.WakeAsync(DeliveryChannel.Webhook, integration, default);
        return new HttpResponseMessage();
    }

    private async Task<HttpResponseMessage> ClaimAsync()
    {
        var lease = new DeliveryLease(app.Services.GetRequiredService<TaskFlowOptions>());
        var queue = new DeliveryQueue(app.Services.GetRequiredService<NpgsqlDataSource>(), lease);
        (await queue.ClaimAsync(DeliveryChannel.Webhook, most: 200, loops: 2, default)).Should().BeEmpty();
        return new HttpResponseMessage();
    }

    private async Task<HttpResponseMessage> CommentAndRouteAsync()
    {
        var answer = await user.SendAsync(HttpMethod.Post, $"/api/tasks/{taskId}/comments", new { body = "Told to watchers" });
        var fanout = new Fanout(
            app.Services.GetRequiredService<NpgsqlDataSource>(),
            new InProcessBus(),
            new DeliverySignal(),
            new OwnMailServer(Exists: false),
            TimeProvider.System
        );
        (await fanout.RouteAsync(200, CancellationToken.None)).Should().BePositive();
        return answer;
    }

    private Task<HttpResponseMessage> Get(string path) => user.Http.GetAsync(path);

    private async Task LoadAsync(TestProject into)
    {
        var statuses = string.Join(',', into.Statuses.Values.Select(s => $"'{s}'"));
        await AsSuperuserAsync(
            $"""
            INSERT INTO tasks (organization_id, id, project_id, number, title, description, status_id, priority, assignee_ids, label_ids, rank,
                               version, created_by, created_at, updated_by, updated_at)
            SELECT '{user.OrganizationId}', gen_random_uuid(), '{into.Id}', n, 'Task ' || n || ' ' || md5(n::text), repeat(md5(n::text) || ' ', 5),
                   (ARRAY[{statuses}]::uuid[])[1 + n % {into.Statuses.Count}], 'none', '{"{}"}', '{"{}"}', lpad(n::text, 6, '0') || 'V',
                   1, '{user.Id}', now(), '{user.Id}', now()
            FROM generate_series(1, {Tasks / 5}) n
            """
        );
        await AsSuperuserAsync(
            $"""
            INSERT INTO activity (organization_id, project_id, seq, id, type, actor_id, resource_type, resource_id, resource_version, changes, at)
            SELECT organization_id, project_id, number + 100, gen_random_uuid(), 'task.created', created_by, 'task', id, 1, '{"{}"}', now()
            FROM tasks WHERE project_id = '{into.Id}'
            """
        );
        await AsSuperuserAsync(
            $"""
            INSERT INTO comments (organization_id, id, project_id, task_id, body, mention_ids, author_id, version, created_at, updated_at)
            SELECT organization_id, gen_random_uuid(), project_id, id, 'Said of ' || title, '{"{}"}', created_by, 1, now(), now()
            FROM tasks WHERE project_id = '{into.Id}'
            """
        );
        // Most of it is other people's.
        await AsSuperuserAsync(
            $"""
            INSERT INTO notifications (organization_id, id, project_id, task_id, user_id, activity_id, reason, at, read_at)
            SELECT organization_id, gen_random_uuid(), project_id, resource_id,
                   CASE WHEN seq % 20 = 0 THEN '{user.Id}' ELSE md5((seq % 50)::text)::uuid END, id, 'watching', at,
                   CASE WHEN seq % 3 = 0 THEN NULL ELSE at END
            FROM activity WHERE project_id = '{into.Id}' AND seq > 100
            """
        );
        await AsSuperuserAsync(
            $"""
            INSERT INTO deliveries (organization_id, id, project_id, activity_id, channel, user_id, reason, status, committed_at, delivered_at)
            SELECT organization_id, gen_random_uuid(), project_id, activity_id, 'inbox', user_id, reason, 'delivered', at, at
            FROM notifications WHERE project_id = '{into.Id}'
            """
        );
        await AsSuperuserAsync($"UPDATE project_feeds SET head = {Tasks}, next_task_number = {Tasks} WHERE project_id = '{into.Id}'");
    }

    private Task AsSuperuserAsync(string sql) => Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), sql);

    [GeneratedRegex(@"\b(tasks|activity|comments|notifications|deliveries)\b", RegexOptions.None, 1000)]
    private static partial Regex LargeTable();

    [GeneratedRegex(
        @"Seq Scan on (tasks|activity|task_search|comments|comment_search|notifications|deliveries)\b",
        RegexOptions.None,
        1000
    )]
    private static partial Regex SeqScan();
}
