using System.Net;
using System.Net.Sockets;

namespace TaskFlow.Integration.Support;

/// <summary>A cable between the application and a dependency that a test can pull and plug in again.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly List<TcpClient> ends = [];
    private readonly Lock gate = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, port: 0);
    private CancellationTokenSource silence = new();
    private bool pulled;

    public TcpRelay(int target = 0)
    {
        Target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port of the dependency; set later where it begins with the address of the cable.</summary>
    public int Target { get; set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Pull()
    {
        lock (gate)
        {
            pulled = true;
            ends.ForEach(end => end.Dispose());
            ends.Clear();
        }
    }

    public void Plug()
    {
        lock (gate)
            pulled = false;
    }

    /// <summary>Whatever is connected stays so, and what is sent there is lost from now on. New connections work.</summary>
    public void Silence()
    {
        lock (gate)
        {
            silence.Cancel();
            silence = new CancellationTokenSource();
        }
    }

    public void Dispose()
    {
        Pull();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync();
                _ = RelayAsync(client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            CancellationToken silenced;
            lock (gate)
            {
                if (pulled)
                    return;
                ends.AddRange([near, far]);
                silenced = silence.Token;
            }
            await far.ConnectAsync(IPAddress.Loopback, Target);
            await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream(), silenced),
                CopyAsync(far.GetStream(), near.GetStream(), silenced)
            );
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end went away; so does the other.
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken silenced)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, CancellationToken.None) is > 0 and var read)
        {
            if (!silenced.IsCancellationRequested)
                await to.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
        }
    }
}
