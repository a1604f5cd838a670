using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace TaskFlow.Load;

/// <summary>
/// S-2.2: sixty-four people write one task for half a minute, three in ten against a version that they saw a while ago. Counts what was
/// acknowledged, and looks for it in the log: a write that is not there, or that overwrote what its writer had not seen, was lost.
/// </summary>
internal static class ManyWriters
{
    public const string Name = "many_writers";

    private const int Writers = 64;
    private const double StaleShare = 0.3;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly string[] Fields = ["title", "estimate", "start_date"];

    /// <returns>Acknowledged writes per second; the times are those of every request, refused ones included.</returns>
    /// <exception cref="BenchException">An acknowledged write was lost.</exception>
    public static async Task<Row> RunAsync(Server server, Workspace workspace)
    {
        using var http = workspace.Client(server.Address);
        await WriteAsync(http, await NewTaskAsync(http, workspace), WarmUp);

        var taskId = await NewTaskAsync(http, workspace);
        var before = server.Processor();
        var run = await WriteAsync(http, taskId, Length);
        var cost = before.Until(server.Processor(), run.Times.Count);
        await VerifyAsync(server, taskId, run.Acknowledged);
        return new Row(Name, run.Acknowledged.Count / run.Seconds, Percentiles.Of(run.Times, 0.5), Percentiles.Of(run.Times, 0.99), cost);
    }

    private static async Task<Guid> NewTaskAsync(HttpClient http, Workspace workspace) =>
        (await Workspace.CreateTaskAsync(http, workspace.ProjectIds[0], "Everybody's")).GetProperty("id").GetGuid();

    private static async Task<Run> WriteAsync(HttpClient http, Guid taskId, TimeSpan length)
    {
        var run = new Run();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(http, taskId, writer, run, watch, length)));
        return run with { Seconds = watch.Elapsed.TotalSeconds };
    }

    private static async Task WriteAsync(HttpClient http, Guid taskId, int writer, Run run, Stopwatch watch, TimeSpan length)
    {
        var random = new Random(writer);
        var seen = 1;
        for (var n = 0; watch.Elapsed < length; n++)
        {
            var field = Fields[random.Next(Fields.Length)];
            int? basis = random.NextDouble() < StaleShare ? seen : null;
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.PatchAsJsonAsync($"/api/tasks/{taskId}", Patch(field, writer, n, basis));
            var text = await answer.Content.ReadAsStringAsync();
            run.Times.Add(Stopwatch.GetElapsedTime(started));
            var body = JsonElement.Parse(text);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    seen = body.GetProperty("version").GetInt32();
                    if (!run.Acknowledged.TryAdd(seen, new Write(field, body.GetProperty(field).ToString(), basis)))
                        throw new BenchException($"Version {seen} was given to two writers.");
                    break;
                case HttpStatusCode.Conflict:
                    seen = body.GetProperty("details").GetProperty("current_version").GetInt32();
                    break;
                case HttpStatusCode.ServiceUnavailable:
                    break;
                default:
                    throw new BenchException($"A writer was answered {(int)answer.StatusCode}: {text}");
            }
        }
    }

    /// <summary>Values that nobody else writes, so that an equal one never makes a write disappear.</summary>
    private static Dictionary<string, object> Patch(string field, int writer, int n, int? version)
    {
        var patch = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [field] = field switch
            {
                "title" => $"Writer {writer}, {n}",
                "estimate" => (writer * 100) + (n % 100) + (n / 100 % 100 / 100m),
                _ => new DateOnly(1000, 1, 1).AddDays((writer * 5_000) + n),
            },
        };
        if (version is { } seen)
            patch["version"] = seen;
        return patch;
    }

    private static async Task VerifyAsync(Server server, Guid taskId, ConcurrentDictionary<int, Write> acknowledged)
    {
        var log = await LogAsync(server, taskId);
        var lastBefore = new Dictionary<string, int>(StringComparer.Ordinal);
        var lost = new List<string>();
        for (var version = 2; version <= log.Count + 1; version++)
        {
            if (!log.TryGetValue(version, out var logged))
                throw new BenchException($"Version {version} is not in the log.");
            if (acknowledged.TryGetValue(version, out var write))
            {
                if (!logged.TryGetValue(write.Field, out var value) || !string.Equals(value, write.Value, StringComparison.Ordinal))
                    lost.Add($"{version}: {write.Field} is not what was acknowledged");
                else if (lastBefore.GetValueOrDefault(write.Field, 1) > (write.Base ?? int.MaxValue))
                    lost.Add($"{version}: {write.Field} was overwritten unseen");
            }

            foreach (var field in logged.Keys)
                lastBefore[field] = version;
        }

        lost.AddRange(acknowledged.Keys.Except(log.Keys).Select(v => $"{v}: acknowledged and not in the log"));
        if (lost.Count > 0)
            throw new BenchException($"{lost.Count} writes were lost, the first: {lost[0]}.");
    }

    private static async Task<Dictionary<int, Dictionary<string, string>>> LogAsync(Server server, Guid taskId)
    {
        await using var database = await server.OpenDatabaseAsync();
        await using var command = new NpgsqlCommand(
            "SELECT resource_version, changes FROM activity WHERE resource_id = $1 AND resource_version > 1",
            database
        );
        command.Parameters.Add(new() { Value = taskId });
        await using var reader = await command.ExecuteReaderAsync();
        var log = new Dictionary<int, Dictionary<string, string>>();
        while (await reader.ReadAsync())
            log.Add(
                reader.GetInt32(0),
                JsonElement
                    .Parse(reader.GetString(1))
                    .EnumerateObject()
                    .ToDictionary(c => c.Name, c => c.Value.GetProperty("to").ToString(), StringComparer.Ordinal)
            );
        return log;
    }

    private sealed record Write(string Field, string Value, int? Base);

    private sealed record Run
    {
        public ConcurrentDictionary<int, Write> Acknowledged { get; } = new();

        public ConcurrentBag<TimeSpan> Times { get; } = [];

        public double Seconds { get; init; }
    }
}
