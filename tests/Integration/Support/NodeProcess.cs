using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Support;

/// <summary>TaskFlow as a process of its own, with its embedded PostgreSQL: what <c>./dev up</c> becomes.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> output = new();
    private readonly Process process;

    private NodeProcess(Process process, string data, int port) => (this.process, Data, Port) = (process, data, port);

    public string Data { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int ProcessId => process.Id;

    public IReadOnlyCollection<string> Output => output;

    public string Text => string.Join('\n', output);

    /// <summary>Starts without waiting; the process may refuse to run.</summary>
    public static NodeProcess Start(string data, int? port = null, params (string Key, string Value)[] configuration) =>
        Start(data, port, demo: false, configuration);

    private static NodeProcess Start(string data, int? port, bool demo, (string Key, string Value)[] configuration)
    {
        var listen = port ?? FreePort.Choose(wanted: null);
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "TaskFlow.WebApi.dll"), .. demo ? [] : new[] { "--no-demo" }];
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        info.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{listen}";
        info.Environment["TaskFlow__PublicUrl"] = $"http://127.0.0.1:{listen}";
        info.Environment["TaskFlow__Data"] = data;
        info.Environment["TaskFlow__RateLimits__PerUserPerMinute"] = "0";
        info.Environment["TaskFlow__RateLimits__AnonymousPerMinute"] = "0";
        foreach (var (key, value) in configuration)
            info.Environment[$"TaskFlow__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        var node = new NodeProcess(Process.Start(info)!, data, listen);
        node.Collect();
        return node;
    }

    /// <summary>Starts and waits for the ready line.</summary>
    public static async Task<NodeProcess> StartReadyAsync(string data, int? port = null, bool demo = false)
    {
        var node = Start(data, port, demo, []);
        await Eventually.BeTrueAsync(() => node.process.HasExited || node.HasLine("TaskFlow is ready at"), StartPatience, "the ready line");
        if (node.process.HasExited)
            throw new InvalidOperationException($"The node ended with {node.process.ExitCode}:\n{node.Text}");
        return node;
    }

    public bool HasLine(string start) => output.Any(line => line.StartsWith(start, StringComparison.Ordinal));

    public Task SignalAsync(string signal) => Command.SignalAsync(ProcessId, signal, CancellationToken.None);

    /// <summary>Waits for the end; the exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Elapsed)> WaitForExitAsync(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>kill -9 of everything at once: the application, the supervisor of PostgreSQL and every process of the server.</summary>
    public async Task KillEverythingAsync()
    {
        var cluster = EmbeddedPostgres.ClusterDirectory(Data);
        var servers = ProcessTable.OfCluster(cluster);
        var supervisors = servers.Select(Parent).Distinct();
        int[] all = [ProcessId, .. supervisors.Where(id => id > 1), .. servers];
        var list = string.Join(' ', all.Distinct().Select(id => id.ToString(CultureInfo.InvariantCulture)));
        await Command.RunAsync(["/bin/sh", "-c", $"kill -9 {list}"], CancellationToken.None);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await SignalAsync("TERM");
            try
            {
                await WaitForExitAsync(TimeSpan.FromSeconds(40));
            }
            catch (OperationCanceledException)
            {
                await KillEverythingAsync();
            }
        }
        process.Dispose();
    }

    private void Collect()
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }

    private static int Parent(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
