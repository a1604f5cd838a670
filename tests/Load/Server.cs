using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Npgsql;

namespace TaskFlow.Load;

/// <summary>The application as it runs in production: Release build, a process of its own, embedded PostgreSQL in a directory that goes with it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int KeptLines = 40;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly DirectoryInfo folder;
    private readonly ConcurrentQueue<string> lastWords = new();

    private Server(Process process, DirectoryInfo folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>For files of a run; removed with the server.</summary>
    public string Folder => folder.FullName;

    public string PostgresLogs => Path.Combine(Data(folder), "postgres", "log");

    /// <param name="receiver">Host and port that webhooks may go to although it is private.</param>
    public static async Task<Server> StartAsync(string receiver)
    {
        var home = Directory.CreateTempSubdirectory("taskflow-bench-");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Program()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.Combine(Path.GetDirectoryName(Program())!, "..", "..", "..");
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["TaskFlow__Roles"] = "api,realtime,worker";
        start.Environment["TaskFlow__Data"] = Data(home);
        start.Environment["TaskFlow__PublicUrl"] = address.ToString();
        start.Environment["TaskFlow__RateLimits__PerUserPerMinute"] = "0";
        start.Environment["TaskFlow__RateLimits__PerOrganizationPerMinute"] = "0";
        start.Environment["TaskFlow__RateLimits__AnonymousPerMinute"] = "0";
        start.Environment["TaskFlow__Integrations__Webhooks__AllowedPrivateHosts"] = receiver;
        // Everybody of the live row is one person in one organization.
        start.Environment["TaskFlow__Realtime__PerUser"] = "10000";
        start.Environment["TaskFlow__Realtime__PerOrganization"] = "10000";
        var application = Process.Start(start) ?? throw new BenchException("dotnet could not be started.");
        var server = new Server(application, home, address);
        application.OutputDataReceived += (_, line) => server.Keep(line.Data);
        application.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.StopAsync().Wait(StopLimit);
        application.BeginOutputReadLine();
        application.BeginErrorReadLine();
        try
        {
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.PrintLogAsync();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection to the server's own PostgreSQL; the passwords lie in its data directory.</summary>
    public NpgsqlConnectionStringBuilder Database(bool asSuperuser)
    {
        using var secrets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Data(folder), "postgres.json")));
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = secrets.RootElement.GetProperty("port").GetInt32(),
            Username = asSuperuser ? "postgres" : "taskflow",
            Password = secrets.RootElement.GetProperty(asSuperuser ? "superuserPassword" : "applicationPassword").GetString(),
            Database = "taskflow",
            Pooling = false,
        };
    }

    public async Task<NpgsqlConnection> OpenDatabaseAsync()
    {
        var connection = new NpgsqlConnection(Database(asSuperuser: true).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public Memory Memory()
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return new Memory(Kilobytes("VmRSS:") * 1024, Kilobytes("VmHWM:") * 1024);

        long Kilobytes(string name) =>
            long.Parse(
                status
                    .First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
                    .Replace("kB", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture
            );
    }

    public Processor Processor()
    {
        var postmaster = int.Parse(
            File.ReadLines(Path.Combine(Data(folder), "postgres", "postmaster.pid")).First(),
            CultureInfo.InvariantCulture
        );
        return new Processor(ProcessorTime.Of(process.Id), ProcessorTime.OfTree(postmaster));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private async Task StopAsync()
    {
        if (!folder.Exists)
            return;
        if (!process.HasExited)
        {
            await Tools.RunAsync("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        folder.Delete(recursive: true);
        folder.Refresh();
    }

    /// <summary>What the server said last, for a failure.</summary>
    public async Task PrintLogAsync()
    {
        foreach (var line in lastWords)
            await Console.Error.WriteLineAsync(line);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lastWords.Enqueue(line);
        if (lastWords.Count > KeptLines)
            lastWords.TryDequeue(out _);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/readiness", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
                if (answer.StatusCode == HttpStatusCode.InternalServerError)
                    break;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new BenchException("TaskFlow did not become ready.");
    }

    private static string Data(DirectoryInfo folder) => Path.Combine(folder.FullName, "data");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Program()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
                continue;
            var program = Path.Combine(directory.FullName, "src", "WebApi", "bin", "Release", "net10.0", "TaskFlow.WebApi.dll");
            return File.Exists(program) ? program : throw new BenchException($"{program} is missing: build src/WebApi with -c Release.");
        }

        throw new BenchException("The bench runs from a clone of the repository.");
    }
}
