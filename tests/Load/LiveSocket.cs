using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TaskFlow.Load;

/// <summary>One client of the hub, cheap enough to have hundreds: it reads what comes and keeps the time that each envelope took.</summary>
internal sealed class LiveSocket : IDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket socket = new();
    private readonly List<TimeSpan> latencies = [];
    private long last;

    /// <summary>From the event to its arrival, by the one clock of this machine.</summary>
    public IReadOnlyList<TimeSpan> Latencies => latencies;

    public static async Task<LiveSocket> ConnectAsync(Uri address, string token, Place place, CancellationToken cancellationToken)
    {
        var live = new LiveSocket();
        live.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await live.socket.ConnectAsync(new UriBuilder(new Uri(address, "/hubs/activity")) { Scheme = "ws" }.Uri, cancellationToken);
        await live.SendAsync("{\"protocol\":\"json\",\"version\":1}", cancellationToken);
        await live.socket.ReceiveAsync(new byte[256], cancellationToken);
        await live.SendAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"{place.ProjectId}\",null,{place.LastSeq}]}}"
            ),
            cancellationToken
        );
        return live;
    }

    /// <summary>Reads until cancelled.</summary>
    /// <exception cref="BenchException">An envelope is missing, doubled or out of order.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var read = await socket.ReceiveAsync(buffer.AsMemory(used), cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                    throw new BenchException($"The server closed a live connection: {socket.CloseStatus} {socket.CloseStatusDescription}");
                used += read.Count;
                var start = 0;
                for (int end; (end = buffer.AsSpan(start, used - start).IndexOf(Separator)) >= 0; start += end + 1)
                    Take(buffer.AsMemory(start, end));
                buffer.AsSpan(start, used - start).CopyTo(buffer);
                used -= start;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Measured.
        }
    }

    public void Dispose() => socket.Dispose();

    private void Take(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        if (!document.RootElement.TryGetProperty("target", out var target) || target.GetString() != "activity")
            return;
        var envelope = document.RootElement.GetProperty("arguments")[0];
        var seq = envelope.GetProperty("seq").GetInt64();
        if (last > 0 && seq != last + 1)
            throw new BenchException($"Envelope {seq} came after {last}.");
        last = seq;
        latencies.Add(TimeProvider.System.GetUtcNow() - envelope.GetProperty("at").GetDateTimeOffset());
    }

    private Task SendAsync(string message, CancellationToken cancellationToken) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(message + (char)Separator),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellationToken
        );
}
