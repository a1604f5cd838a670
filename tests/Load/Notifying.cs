using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace TaskFlow.Load;

/// <summary>
/// Issue "Nothing lost": how fast the router empties a backlog of events that each concern somebody, how fast deliverers empty one of webhooks, and
/// how long an event takes to a receiver at fifty a second. Every row counts what arrived: one missing or double breaks the bench.
/// </summary>
internal sealed class Notifying(Server server, Workspace workspace, Sink sink)
{
    public const string Router = "router";
    public const string Deliverer = "deliverer";
    public const string Lag = "notify";

    private const int Backlog = 20_000;
    private const int Webhooks = 10_000;
    private const int EventsPerSecond = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Events of the rows before, each made to assign a task to a second person.</summary>
    public async Task<Row> RouteAsync()
    {
        var person = await AdmitAsync();
        await using var database = await server.OpenDatabaseAsync();
        await EmptyAsync(database);
        var events = (int)(long)(await ScalarAsync(database, PrepareSql, workspace.OrganizationId, person, Backlog))!;
        var before = server.Processor();
        var watch = Stopwatch.StartNew();
        await ScalarAsync(
            database,
            "INSERT INTO outbox (organization_id, activity_id) SELECT organization_id, id FROM bench_events RETURNING 1"
        );
        await EmptyAsync(database);
        var seconds = watch.Elapsed.TotalSeconds;
        var cost = before.Until(server.Processor(), events);
        var told = (long)(await ScalarAsync(database, "SELECT count(*) FROM notifications WHERE user_id = $1", person))!;
        if (told != events)
            throw new BenchException($"{events} events concerned somebody, who was told of {told}.");
        return new Row(Router, events / seconds, seconds * 1000 / events, seconds * 1000 / events, cost);
    }

    public async Task<Row> DeliverAsync()
    {
        var integration = await ConnectAsync("milestone.created");
        await using var database = await server.OpenDatabaseAsync();
        sink.Forget();
        var before = server.Processor();
        var started = Stopwatch.GetTimestamp();
        var queued = (int)(long)(await ScalarAsync(database, QueueSql, integration, Webhooks))!;
        await UntilAsync(() => Task.FromResult(sink.Receipts.Count >= queued), "every webhook should arrive");
        var last = sink.Receipts.Max(r => r.At);
        var cost = before.Until(server.Processor(), queued);
        await UntilAsync(
            async () => (long)(await ScalarAsync(database, SettledSql, integration))! == queued,
            "every webhook should be known as delivered"
        );
        if (sink.Receipts.DistinctBy(r => r.Id, StringComparer.Ordinal).Count() != queued || sink.Receipts.Count != queued)
            throw new BenchException($"{queued} webhooks were queued and {sink.Receipts.Count} arrived.");
        var seconds = Stopwatch.GetElapsedTime(started, last).TotalSeconds;
        return new Row(Deliverer, queued / seconds, seconds * 1000 / queued, seconds * 1000 / queued, cost);
    }

    /// <returns>The times from the acknowledgement of a write until a receiver had its event.</returns>
    public async Task<Row> LagAsync()
    {
        await ConnectAsync("task.created");
        sink.Forget();
        using var http = workspace.Client(server.Address);
        var acknowledged = new Dictionary<Guid, long>();
        var before = server.Processor();
        var watch = Stopwatch.StartNew();
        for (var n = 0; watch.Elapsed < Length; n++)
        {
            var task = await Workspace.CreateTaskAsync(http, workspace.ProjectIds[n % workspace.ProjectIds.Count], $"Told {n}");
            acknowledged[task.GetProperty("id").GetGuid()] = Stopwatch.GetTimestamp();
            var ahead = TimeSpan.FromSeconds((double)(n + 1) / EventsPerSecond) - watch.Elapsed;
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead);
        }
        await UntilAsync(() => Task.FromResult(sink.Receipts.Count >= acknowledged.Count), "every event should arrive");
        var cost = before.Until(server.Processor(), acknowledged.Count);
        var lags = sink.Receipts.Select(r => Stopwatch.GetElapsedTime(acknowledged[TaskOf(r)], r.At)).ToList();
        return new Row(Lag, acknowledged.Count / watch.Elapsed.TotalSeconds, Percentiles.Of(lags, 0.5), Percentiles.Of(lags, 0.99), cost);
    }

    private const string PrepareSql = """
        WITH chosen AS (
            SELECT organization_id, id FROM activity WHERE organization_id = $1 AND type = 'task.created' LIMIT $3),
        concerned AS (
            UPDATE activity a SET data = jsonb_set(a.data, '{task,assignee_ids}', jsonb_build_array($2::uuid))
            FROM chosen c WHERE a.id = c.id RETURNING a.organization_id, a.id),
        kept AS (INSERT INTO bench_events SELECT organization_id, id FROM concerned RETURNING 1)
        SELECT count(*) FROM kept
        """;

    private const string QueueSql = """
        WITH queued AS (
            INSERT INTO deliveries (organization_id, id, project_id, activity_id, channel, integration_id, status, committed_at, next_attempt_at, turn_at)
            SELECT organization_id, gen_random_uuid(), project_id, id, 'webhook', $1, 'pending', at, clock_timestamp(), clock_timestamp()
            FROM activity WHERE type = 'task.created' LIMIT $2 RETURNING 1)
        SELECT count(*) FROM queued
        """;

    private const string SettledSql = "SELECT count(*) FROM deliveries WHERE integration_id = $1 AND status = 'delivered'";

    private static Guid TaskOf(Receipt receipt)
    {
        using var json = JsonDocument.Parse(receipt.Body);
        return json.RootElement.GetProperty("resource").GetProperty("id").GetGuid();
    }

    private async Task<Guid> AdmitAsync()
    {
        var email = $"told-{Guid.NewGuid():N}@example.test";
        using var browser = new HttpClient { BaseAddress = server.Address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        var registered = await PostAsync(
            browser,
            "/api/auth/register",
            new
            {
                email,
                password = Guid.NewGuid().ToString(),
                display_name = "Told",
            }
        );
        using var owner = workspace.Client(server.Address);
        var invited = await PostAsync(owner, $"/api/organizations/{workspace.OrganizationId}/members", new { email, role = "member" });
        await PostAsync(browser, $"/api/invitations/{invited.GetProperty("token").GetString()}/accept", new { });
        return registered.GetProperty("user").GetProperty("id").GetGuid();
    }

    private async Task<Guid> ConnectAsync(string type)
    {
        using var owner = workspace.Client(server.Address);
        var connected = await PostAsync(
            owner,
            $"/api/organizations/{workspace.OrganizationId}/integrations",
            new
            {
                kind = "webhook",
                name = type,
                events = new[] { type },
                config = new { url = $"http://{sink.Authority}/hook" },
            }
        );
        return connected.GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new BenchException($"{path} answered {(int)answer.StatusCode}: {text}");
    }

    private static Task EmptyAsync(NpgsqlConnection database) =>
        UntilAsync(async () => (long)(await ScalarAsync(database, "SELECT count(*) FROM outbox"))! == 0, "the outbox should be empty");

    private static async Task UntilAsync(Func<Task<bool>> condition, string because)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                throw new BenchException(
                    string.Create(CultureInfo.InvariantCulture, $"Not within {Patience.TotalSeconds:N0} s: {because}")
                );
            await Task.Delay(Look);
        }
    }

    /// <summary>The bench alone may rewrite the log: as superuser, with triggers off.</summary>
    private static async Task<object?> ScalarAsync(NpgsqlConnection database, string sql, params object[] values)
    {
        await using var settings = new NpgsqlCommand(
            "SET session_replication_role = replica; CREATE TEMP TABLE IF NOT EXISTS bench_events (organization_id uuid, id uuid)",
            database
        );
        await settings.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, database);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }
}
