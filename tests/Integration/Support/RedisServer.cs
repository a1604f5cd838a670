using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Support;

/// <summary>
/// A real Redis on a port of its own that keeps nothing on disk. It ends with this process, however that ends: a shell holds the reading end of a
/// pipe and kills it when the pipe breaks. The service that Debian may have started is never used.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Supervise = """
        redis-server --port "$0" --bind 127.0.0.1 --save '' --appendonly no --daemonize no --loglevel warning --dir /tmp >/dev/null &
        echo $!
        read -r _
        kill -9 $!
        wait
        """;

    private Process? supervisor;
    private int processId;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<RedisServer> StartAsync()
    {
        if (!Command.Exists("redis-server"))
            throw new InvalidOperationException("The tests need a real Redis: apt-get install redis-server");
        var server = new RedisServer(FreePort.Choose(wanted: null));
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again on the same port, empty.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        supervisor = Process.Start(Command.StartInfo(["/bin/sh", "-c", Supervise, Port.ToString(CultureInfo.InvariantCulture)]))!;
        processId = int.Parse((await supervisor.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Eventually.BeTrueAsync(AnswersAsync, TimeSpan.FromSeconds(10), "Redis answers PING");
    }

    /// <summary>kill -9, which ends a stopped one too.</summary>
    public async Task KillAsync()
    {
        if (supervisor is null)
            return;
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync();
        supervisor.Dispose();
        supervisor = null;
    }

    /// <summary>STOP: connections stay and say nothing. CONT ends it.</summary>
    public Task SignalAsync(string signal) => Command.SignalAsync(processId, signal, CancellationToken.None);

    /// <summary>One command on a connection of its own; the raw beginning of the answer.</summary>
    public async Task<string> SendAsync(params string[] command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var words = command.Select(word =>
            string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n")
        );
        var request = string.Create(CultureInfo.InvariantCulture, $"*{command.Length}\r\n{string.Concat(words)}");
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        var buffer = new byte[64 * 1024];
        var read = await client.GetStream().ReadAsync(buffer);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await SendAsync("PING")).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
