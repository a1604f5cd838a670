using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>
/// One client among fifty stops reading (T-C4b): the others hear of every event within a second of its acknowledgement, and the one is cut off
/// after the send timeout instead of holding memory. With SignalR's groups the others waited 5 to 10 s (L12).
/// </summary>
public sealed class StoppedClientTests : IAsyncLifetime
{
    private const int Clients = 50;
    private const int Edits = 200;

    /// <summary>Large enough that the edits overflow what sockets and pipes hold for one client.</summary>
    private const int TextLength = 20_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    private readonly TestApp app = new()
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Realtime:PerUser"] = "100" },
    };

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task StoppedClient_DelaysNobodyAndIsCutOff()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var task = (await alice.CreateTaskAsync(project, "Long")).GetProperty("id").GetGuid();
        using var disconnects = new DisconnectCounter();
        var others = new List<LiveClient>();
        for (var number = 1; number < Clients; number++)
        {
            others.Add(await LiveClient.ConnectAsync(alice));
            await others[^1].SubscribeAsync(project.Id);
        }
        using var stopped = await ConnectStoppedAsync(alice, project.Id);

        var acknowledged = new ConcurrentDictionary<long, long>();
        for (var edit = 1; edit <= Edits; edit++)
        {
            var description = new string((char)('a' + edit % 26), TextLength);
            await alice.Http.PatchAsJsonAsync($"/api/tasks/{task}", new { description, version = edit }).ReadAsync(200);
            acknowledged[edit] = Stopwatch.GetTimestamp();
            await Task.Delay(Pause);
        }

        var head = others[0].Numbers[^1];
        foreach (var other in others)
            await other.ReachAsync(head);
        var worst = others.Max(other => WorstLag(other, acknowledged));
        worst.Should().BeLessThan(Bar);
        others.Should().OnlyContain(other => !other.Closed.IsCompleted);
        // Tests beside this one may count too, so the line itself is asked as well.
        await Eventually.BeTrueAsync(() => disconnects.Slow > 0, TimeSpan.FromSeconds(15), "the stopped client is cut off");
        await DrainAsync(stopped);
        foreach (var other in others)
            await other.DisposeAsync();
    }

    /// <summary>From the acknowledgement of an edit to its arrival; version n + 1 is edit n.</summary>
    private static TimeSpan WorstLag(LiveClient client, IReadOnlyDictionary<long, long> acknowledged) =>
        client
            .Arrivals.Select(arrival =>
                acknowledged.TryGetValue(arrival.Version - 1, out var at) ? Stopwatch.GetElapsedTime(at, arrival.At) : TimeSpan.Zero
            )
            .Max();

    /// <summary>Subscribes and then never reads again; its receive buffer is small, as of a phone that went to sleep.</summary>
    private static async Task<ClientWebSocket> ConnectStoppedAsync(TestUser user, Guid projectId)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", user.Http.DefaultRequestHeaders.Authorization!.ToString());
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var line = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                await line.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(line, ownsSocket: true);
            },
        };
        var address = new UriBuilder(new Uri(user.Http.BaseAddress!, "/hubs/activity")) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, new HttpMessageInvoker(handler), CancellationToken.None);
        await SendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");
        await socket.ReceiveAsync(new byte[100], CancellationToken.None);
        await SendAsync(socket, $"{{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"{projectId}\",null,0]}}\u001e");
        return socket;
    }

    /// <summary>Reads what is still on the line, to its end; a line that was not cut has none.</summary>
    private static async Task DrainAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // Aborted.
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private sealed class DisconnectCounter : IDisposable
    {
        private readonly MeterListener listener = new();
        private long slow;

        public DisconnectCounter()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "taskflow.realtime.disconnects")
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>(
                (_, count, tags, _) =>
                {
                    foreach (var tag in tags)
                    {
                        if (tag is { Key: "reason", Value: "slow" })
                            Interlocked.Add(ref slow, count);
                    }
                }
            );
            listener.Start();
        }

        public long Slow => Volatile.Read(ref slow);

        public void Dispose() => listener.Dispose();
    }
}
