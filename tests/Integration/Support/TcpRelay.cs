using System.Net;
using System.Net.Sockets;

namespace TaskFlow.Integration.Support;

/// <summary>A cable between the application and a dependency that a test can pull and plug in again.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly List<TcpClient> _ends = [];
    private readonly Lock _gate = new();
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private bool _pulled;

    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Pull()
    {
        lock (_gate)
        {
            _pulled = true;
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    public void Plug()
    {
        lock (_gate)
            _pulled = false;
    }

    public void Dispose()
    {
        Pull();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync();
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
            lock (_gate)
            {
                if (_pulled)
                    return;
                _ends.AddRange([near, far]);
            }
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end went away; so does the other.
        }
    }
}
