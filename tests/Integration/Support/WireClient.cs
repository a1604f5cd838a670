using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TaskFlow.Integration.Support;

/// <summary>A client of the hub that keeps every frame in the order in which it came over the wire, answers and envelopes alike.</summary>
public sealed class WireClient : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly Lock gate = new();
    private readonly List<JsonElement> frames = [];
    private readonly ClientWebSocket socket = new();
    private Task receiving = Task.CompletedTask;
    private int calls;

    private WireClient() { }

    public IReadOnlyList<JsonElement> Frames
    {
        get
        {
            lock (gate)
                return [.. frames];
        }
    }

    public static async Task<WireClient> ConnectAsync(TestUser user)
    {
        var client = new WireClient();
        var token = user.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        client.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        var address = new UriBuilder(new Uri(user.Http.BaseAddress!, "/hubs/activity")) { Scheme = "ws" }.Uri;
        await client.socket.ConnectAsync(address, CancellationToken.None);
        await client.SendAsync("{\"protocol\":\"json\",\"version\":1}");
        client.receiving = client.ReceiveAsync();
        return client;
    }

    /// <returns>Where the answer stands among the frames.</returns>
    public async Task<int> CallAsync(string method, params object?[] arguments)
    {
        var id = (++calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    type = 1,
                    invocationId = id,
                    target = method,
                    arguments,
                }
            )
        );
        var at = -1;
        await Eventually.BeTrueAsync(() => (at = AnswerTo(id)) >= 0, TimeSpan.FromSeconds(10), $"an answer to {method}");
        Frames[at].TryGetProperty("error", out var error).Should().BeFalse("{0} should succeed: {1}", method, error);
        return at;
    }

    /// <summary>The number of an envelope; 0 for any other frame.</summary>
    public static long NumberOf(JsonElement frame) =>
        frame.TryGetProperty("target", out var target) && target.GetString() == "activity"
            ? frame.GetProperty("arguments")[0].GetProperty("seq").GetInt64()
            : 0;

    /// <summary>
    /// Says good-bye and waits for the answer, as browsers do. <see cref="LiveClient"/> does not wait, so that its good-bye may be lost.
    /// </summary>
    public async Task CloseAsync()
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None);
        await receiving;
    }

    /// <summary>Without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
    }

    private int AnswerTo(string id)
    {
        lock (gate)
            return frames.FindIndex(f => f.TryGetProperty("type", out var type) && type.GetInt32() == 3 && f.Str("invocationId") == id);
    }

    private Task SendAsync(string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var rest = new StringBuilder();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            rest.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            var text = rest.ToString();
            var whole = text.LastIndexOf(End);
            if (whole < 0)
                continue;
            rest.Clear().Append(text.AsSpan(whole + 1));
            lock (gate)
                frames.AddRange(text[..whole].Split(End).Select(frame => JsonElement.Parse(frame)));
        }
    }
}
