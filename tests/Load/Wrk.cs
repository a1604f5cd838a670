using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskFlow.Load;

/// <summary>Drives the server with <c>wrk</c>: closed loop, every connection sends its next request when it has its answer.</summary>
internal sealed class Wrk(Server server, Workspace workspace, int connections)
{
    private const string ResultMark = "RESULT ";

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Scripts", "row.lua");

    /// <param name="name">Of the row.</param>
    /// <param name="kind">Of the requests; one of those in <c>row.lua</c>.</param>
    /// <param name="targets">Projects or tasks, one of which every request names.</param>
    /// <param name="length">Of the run.</param>
    /// <exception cref="BenchException">A request was refused or broke: what is measured would not be the work.</exception>
    public async Task<Row> RunAsync(string name, string kind, IReadOnlyList<Guid> targets, TimeSpan length)
    {
        var ids = Path.Combine(server.Folder, $"{name}.ids");
        await File.WriteAllLinesAsync(ids, targets.Select(id => id.ToString()));
        var before = server.Processor();
        var output = await Tools.RunAsync(
            "wrk",
            [
                "--threads",
                "1",
                "--connections",
                connections.ToString(CultureInfo.InvariantCulture),
                "--duration",
                string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalSeconds}s"),
                "--timeout",
                "10s",
                "--script",
                Script,
                server.Address.ToString(),
                "--",
                kind,
                workspace.Token,
                ids,
            ]
        );
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith(ResultMark, StringComparison.Ordinal));
        var result =
            (line is null ? null : JsonSerializer.Deserialize<Result>(line.AsSpan(ResultMark.Length)))
            ?? throw new BenchException($"wrk said nothing usable: {output}");
        if (result.Refused + result.Broken > 0)
            throw new BenchException($"{name}: of {result.Requests} requests {result.Refused} were refused and {result.Broken} broke.");
        if (result.Requests == 0)
            throw new BenchException($"{name}: no request was answered in {length.TotalSeconds:N0} s.");
        var cost = before.Until(server.Processor(), result.Requests);
        return new Row(name, result.Requests / (result.DurationUs / 1e6), result.P50Us / 1e3, result.P99Us / 1e3, cost);
    }

    private sealed record Result(
        [property: JsonPropertyName("requests")] long Requests,
        [property: JsonPropertyName("duration_us")] long DurationUs,
        [property: JsonPropertyName("p50_us")] long P50Us,
        [property: JsonPropertyName("p99_us")] long P99Us,
        [property: JsonPropertyName("refused")] long Refused,
        [property: JsonPropertyName("broken")] long Broken
    );
}
