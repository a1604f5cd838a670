using System.Net;
using System.Net.Sockets;

namespace TaskFlow.Integration.Support;

/// <summary>A cable between the application and a dependency that a test can pull and plug in again.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly List<TcpClient> ends = [];
    private readonly Lock gate = new();
    private readonly int target;
    private readonly TcpListener listener = new(IPAddress.Loopback, port: 0);
    private bool pulled;

    public TcpRelay(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

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
            lock (gate)
            {
                if (pulled)
                    return;
                ends.AddRange([near, far]);
            }
            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end went away; so does the other.
        }
    }
}
