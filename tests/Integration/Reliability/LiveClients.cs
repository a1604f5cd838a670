using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// Many clients as the user interface has them: its own client module and its own fold of the board, built for Node (src/Web,
/// <c>npm run build:clients</c>).
/// </summary>
internal sealed class LiveClients : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<string>> Program = new(BuildAsync);

    private readonly BlockingCollection<JsonElement> lines = [];
    private readonly Process process;
    private readonly int count;

    private LiveClients(Process process, int count) => (this.process, this.count) = (process, count);

    /// <summary>What one client has seen and made of it.</summary>
    /// <param name="Digest">Of the board it would show.</param>
    public sealed record Report(
        int Client,
        string State,
        bool Settled,
        long Seq,
        long Applied,
        long Duplicates,
        long Gaps,
        long OutOfOrder,
        long Resets,
        long Reconnects,
        string? Digest
    );

    public sealed record Snapshot(long Seq, string? Digest);

    public static async Task<LiveClients> StartAsync(IEnumerable<Uri> nodes, Guid project, string token, int count)
    {
        var options = new
        {
            nodes = nodes.Select(node => node.GetLeftPart(UriPartial.Authority)),
            project,
            tokens = new[] { token },
            clients = count,
        };
        var info = Command.StartInfo(["node", await Program.Value, JsonSerializer.Serialize(options)]);
        var clients = new LiveClients(Process.Start(info)!, count);
        clients.process.OutputDataReceived += (_, line) => clients.Keep(line.Data);
        clients.process.BeginOutputReadLine();
        clients.process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        clients.process.BeginErrorReadLine();
        clients.Take("started");
        return clients;
    }

    public IReadOnlyList<Report> Reports(out JsonElement latency)
    {
        Ask("report");
        var reports = Enumerable.Range(0, count).Select(_ => Take("client").Deserialize<Report>(Snake)!).ToList();
        latency = Take("total").GetProperty("latency_ms");
        return reports;
    }

    /// <summary>What somebody who opens the board now would see; null while it cannot be read.</summary>
    public Snapshot? ReadSnapshot()
    {
        Ask("snapshot");
        var answer = Take("snapshot");
        return answer.TryGetProperty("error", out _) ? null : answer.Deserialize<Snapshot>(Snake);
    }

    /// <summary>Waits until every client is at the head and shows what a snapshot shows; while somebody writes, until every client is live.</summary>
    public async Task<IReadOnlyList<Report>> ConvergeAsync(TimeSpan patience, bool whileWriting = false)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var snapshot = whileWriting ? null : ReadSnapshot();
            var reports = Reports(out _);
            var apart = reports
                .Where(r => r.State != "live" || !whileWriting && (!r.Settled || r.Seq != snapshot?.Seq || r.Digest != snapshot.Digest))
                .ToList();
            if (apart.Count == 0)
                return reports;
            if (watch.Elapsed > patience)
                throw new TimeoutException($"{apart.Count} clients differ from {snapshot}; the first: {apart[0]}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Forgets the latencies so far.</summary>
    public void RestartClock()
    {
        Ask("restart_clock");
        Take("restarted");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            Ask("stop");
        await process.WaitForExitAsync();
        process.Dispose();
        lines.Dispose();
    }

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private void Ask(string command)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { cmd = command }));
        process.StandardInput.Flush();
    }

    private JsonElement Take(string kind)
    {
        if (!lines.TryTake(out var line, AnswerPatience))
            throw new TimeoutException($"The clients did not say '{kind}'.");
        line.GetProperty("kind").GetString().Should().Be(kind);
        return line;
    }

    private void Keep(string? line)
    {
        if (line is not null)
            lines.Add(JsonElement.Parse(line));
    }

    private static async Task<string> BuildAsync()
    {
        var web = Path.Combine(RepositoryRoot(), "src", "Web");
        await Command.RunAsync(["npm", "--prefix", web, "run", "--silent", "build:clients"], CancellationToken.None);
        return Path.Combine(web, "artifacts", "live-clients.mjs");
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run from a clone of the repository.");
        return directory.FullName;
    }
}
