using System.Net;
using System.Net.Sockets;

namespace TaskFlow.Infrastructure.Embedded;

internal static class FreePort
{
    /// <summary>The wanted port when nobody listens there, else any free one. Another program may still take it before we do.</summary>
    public static int Choose(int? wanted)
    {
        if (wanted is { } port && IsFree(port))
            return port;
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
