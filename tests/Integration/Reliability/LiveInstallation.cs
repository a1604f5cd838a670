using System.Net.Http.Headers;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Reliability;

/// <summary>Two nodes as processes of their own on one PostgreSQL and one Redis, each behind a cable that can be cut.</summary>
internal sealed class LiveInstallation : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly TemporaryDirectory home;
    private readonly TimeSpan drain;
    private readonly NodeProcess?[] nodes = new NodeProcess?[2];
    private readonly int[] ports = [FreePort.Choose(wanted: null), FreePort.Choose(wanted: null)];

    private LiveInstallation(TemporaryDirectory home, PrivatePostgres postgres, RedisServer redis, TimeSpan drain)
    {
        (this.home, Postgres, Redis, this.drain) = (home, postgres, redis, drain);
        Cables = [new TcpRelay(ports[0]), new TcpRelay(ports[1])];
    }

    public PrivatePostgres Postgres { get; }

    public RedisServer Redis { get; }

    /// <summary>Between clients and node.</summary>
    public IReadOnlyList<TcpRelay> Cables { get; }

    public IReadOnlyList<Uri> Addresses => [.. ports.Select(Local)];

    public IEnumerable<Uri> CableAddresses => Cables.Select(cable => Local(cable.Port));

    public string Home => home.Path;

    /// <param name="drain">How long a node lets its clients move.</param>
    public static async Task<LiveInstallation> StartAsync(TimeSpan drain)
    {
        var directory = new TemporaryDirectory();
        var installation = new LiveInstallation(
            directory,
            await PrivatePostgres.StartAsync(directory.Path),
            await RedisServer.StartAsync(),
            drain
        );
        await Task.WhenAll(installation.StartNodeAsync(0), installation.StartNodeAsync(1));
        return installation;
    }

    public NodeProcess Node(int number) => nodes[number] ?? throw new InvalidOperationException($"Node {number} does not run.");

    public async Task StartNodeAsync(int number)
    {
        var data = Path.Combine(home.Path, $"node-{number}");
        var node = NodeProcess.Start(
            data,
            ports[number],
            ("Database:Connection", Postgres.ConnectionString),
            ("Redis:Connection", Redis.Connection),
            ("Realtime:PerUser", "10000"),
            ("Realtime:PerOrganization", "10000"),
            ("Realtime:Drain", FormattableString.Invariant($"{drain.TotalSeconds}s"))
        );
        nodes[number] = node;
        await Eventually.BeTrueAsync(() => node.HasLine("TaskFlow is ready at"), StartPatience, $"node {number} is ready:\n{node.Text}");
    }

    public async Task KillNodeAsync(int number)
    {
        await Node(number).SignalAsync("KILL");
        await Node(number).WaitForExitAsync(TimeSpan.FromSeconds(10));
        await Node(number).DisposeAsync();
        nodes[number] = null;
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>Exit code, and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Elapsed)> StopNodeAsync(int number)
    {
        await Node(number).SignalAsync("TERM");
        var end = await Node(number).WaitForExitAsync(drain + TimeSpan.FromSeconds(10));
        await Node(number).DisposeAsync();
        nodes[number] = null;
        return end;
    }

    /// <summary>A person with a project.</summary>
    public async Task<LiveProject> SignUpAsync()
    {
        var alice = await TestUser.SignUpAsync(Addresses[0], "Alice", "Acme");
        var project = await alice.CreateProjectAsync("LIVE");
        return new LiveProject(alice.Http.DefaultRequestHeaders.Authorization!.Parameter!, project.Id, [.. project.Statuses.Values]);
    }

    /// <summary>A client that goes to the other node when one does not answer.</summary>
    public HttpClient Client(LiveProject project, int first)
    {
        var http = new HttpClient(new Failover(Addresses, first)) { BaseAddress = Addresses[0], Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", project.Token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            if (node is not null)
                await node.DisposeAsync();
        }
        foreach (var cable in Cables)
            cable.Dispose();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        home.Dispose();
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}

internal sealed record LiveProject(string Token, Guid Id, IReadOnlyList<Guid> Columns);
