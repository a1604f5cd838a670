using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskFlow.Load;

/// <summary>
/// Issue "Live": two hundred clients look at one project in which twenty people make fifty changes a second. How long until everybody has seen
/// one, and what a connection costs that is only open.
/// </summary>
internal static class LiveClients
{
    public const string Name = "live";

    private const int Clients = 200;
    private const int IdleClients = 1_000;
    private const int Writers = 20;
    private const int EventsPerSecond = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <returns>Envelopes that arrived per second, and the times from event to arrival.</returns>
    public static async Task<Row> RunAsync(Server server, Workspace workspace)
    {
        using var http = workspace.Client(server.Address);
        var projectId = workspace.ProjectIds[1];
        var tasks = new List<Guid>();
        for (var writer = 0; writer < Writers; writer++)
            tasks.Add((await Workspace.CreateTaskAsync(http, projectId, $"Writer {writer}")).GetProperty("id").GetGuid());
        await WatchAsync(server, workspace, http, tasks, projectId, WarmUp);

        var before = server.Processor();
        var latencies = await WatchAsync(server, workspace, http, tasks, projectId, Length);
        var cost = before.Until(server.Processor(), latencies.Count);
        if (latencies.Count < Clients * EventsPerSecond * Length.TotalSeconds / 2)
            throw new BenchException($"Only {latencies.Count} envelopes arrived.");
        return new Row(Name, latencies.Count / Length.TotalSeconds, Percentiles.Of(latencies, 0.5), Percentiles.Of(latencies, 0.99), cost)
        {
            P95Ms = Percentiles.Of(latencies, 0.95),
        };
    }

    /// <summary>
    /// What the server's memory grows by for a connection that subscribed to a project in which nothing happens. An upper bound: what else a
    /// thousand connections make it allocate, and the pools that stay, count too.
    /// </summary>
    /// <returns>Bytes of resident memory per connection.</returns>
    public static async Task<long> MeasureIdleAsync(Server server, Workspace workspace)
    {
        using var stop = new CancellationTokenSource();
        var before = server.Memory().Resident;
        var sockets = await ConnectAsync(server, workspace, workspace.ProjectIds[2], IdleClients, stop.Token);
        var reading = sockets.ConvertAll(socket => socket.ReadAsync(stop.Token));
        await Task.Delay(Settling, CancellationToken.None);
        var after = server.Memory().Resident;
        await stop.CancelAsync();
        await Task.WhenAll(reading);
        sockets.ForEach(socket => socket.Dispose());
        return (after - before) / IdleClients;
    }

    private static async Task<List<TimeSpan>> WatchAsync(
        Server server,
        Workspace workspace,
        HttpClient http,
        IReadOnlyList<Guid> tasks,
        Guid projectId,
        TimeSpan length
    )
    {
        using var stop = new CancellationTokenSource();
        var sockets = await ConnectAsync(server, workspace, projectId, Clients, stop.Token);
        var reading = sockets.ConvertAll(socket => socket.ReadAsync(stop.Token));
        await Task.Delay(Settling, CancellationToken.None);
        var replayed = sockets.ConvertAll(socket => socket.Latencies.Count);

        await WriteAsync(http, tasks, length);
        await Task.Delay(Settling, CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(reading);
        var latencies = sockets.SelectMany((socket, index) => socket.Latencies.Skip(replayed[index])).ToList();
        sockets.ForEach(socket => socket.Dispose());
        return latencies;
    }

    /// <summary>Open loop: the next change is due whether or not the last was answered.</summary>
    private static async Task WriteAsync(HttpClient http, IReadOnlyList<Guid> tasks, TimeSpan length)
    {
        var writes = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / EventsPerSecond);
        var changes = (int)(length.TotalSeconds * EventsPerSecond);
        for (var change = 0; change < changes && await timer.WaitForNextTickAsync(); change++)
            writes.Add(PatchAsync(http, tasks[change % tasks.Count], change));
        await Task.WhenAll(writes);
    }

    private static async Task PatchAsync(HttpClient http, Guid taskId, int change)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"Change {change} {Guid.NewGuid():N}");
        using var answer = await http.PatchAsJsonAsync($"/api/tasks/{taskId}", new { title });
        if (!answer.IsSuccessStatusCode)
            throw new BenchException($"A change was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<List<LiveSocket>> ConnectAsync(
        Server server,
        Workspace workspace,
        Guid projectId,
        int count,
        CancellationToken cancellationToken
    )
    {
        var sockets = new List<LiveSocket>();
        using var http = workspace.Client(server.Address);
        var changes = await http.GetFromJsonAsync<JsonElement>($"/api/projects/{projectId}/changes?after=0&limit=1", cancellationToken);
        for (var number = 0; number < count; number++)
            sockets.Add(
                await LiveSocket.ConnectAsync(
                    server.Address,
                    workspace.Token,
                    new Place(projectId, changes.GetProperty("head").GetInt64()),
                    cancellationToken
                )
            );
        return sockets;
    }
}

/// <summary>Where a client begins to follow a log.</summary>
internal sealed record Place(Guid ProjectId, long LastSeq);
