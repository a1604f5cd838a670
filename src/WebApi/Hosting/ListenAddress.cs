using System.Net;
using System.Net.Sockets;

namespace TaskFlow.WebApi.Hosting;

/// <summary>The port is looked at before anything else starts: a taken one is said at once, not after PostgreSQL and migrations.</summary>
public static class ListenAddress
{
    /// <returns>A message that names the taken address, or null.</returns>
    public static string? FindTaken(string urls)
    {
        foreach (var address in Parse(urls))
        {
            var ip =
                IPAddress.TryParse(address.Host, out var parsed) ? parsed
                : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
                : IPAddress.Any;
            if (!IsFree(new IPEndPoint(ip, address.Port)))
                return $"Port {address.Port} is taken by another program; stop it or choose another with --port.";
        }
        return null;
    }

    /// <summary>Those that have a port which is known before they are bound.</summary>
    public static IEnumerable<BindingAddress> Parse(string urls) =>
        urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && address.Port != 0);

    public static bool IsFree(IPEndPoint endpoint)
    {
        using var listener = new TcpListener(endpoint);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
