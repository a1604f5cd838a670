using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace TaskFlow.Integration.Support;

/// <summary>When the cable between application and PostgreSQL is cut.</summary>
public enum Cut
{
    Never,

    /// <summary>COMMIT was sent and never arrives.</summary>
    BeforeCommit,

    /// <summary>COMMIT was executed and its answer never arrives.</summary>
    AfterCommit,
}

/// <summary>
/// Between the application and PostgreSQL: counts round trips as the wire shows them, keeps the notices of the server, and cuts the
/// connection at a COMMIT.
/// </summary>
public sealed class PostgresProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, port: 0);
    private readonly ConcurrentQueue<string> notices = new();
    private int target;
    private int trips;
    private int cuts;
    private volatile Cut next;

    public PostgresProxy()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Times the client spoke after the server had, on all connections but those of health probes.</summary>
    public int RoundTrips => Volatile.Read(ref trips);

    public int Cuts => Volatile.Read(ref cuts);

    public IReadOnlyCollection<string> Notices => notices;

    public string Route(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        target = builder.Port;
        builder.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        builder.SslMode = SslMode.Disable;
        builder.GssEncryptionMode = GssEncryptionMode.Disable;
        return builder.ConnectionString;
    }

    /// <summary>Cuts once, at the next COMMIT.</summary>
    public void CutNextCommit(Cut when) => next = when;

    public void ForgetNotices() => notices.Clear();

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = new Cable(this, await listener.AcceptTcpClientAsync()).RunAsync();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed class Cable(PostgresProxy proxy, TcpClient near)
    {
        // With the end of its text: BEGIN … READ COMMITTED is no commit.
        private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();
        private static readonly byte[] Probe = "taskflow-health"u8.ToArray();

        private readonly TcpClient far = new();
        private readonly MemoryStream fromServer = new();
        private bool serverSpokeLast;
        private bool isProbe;
        private volatile bool cutsAtAnswer;

        public async Task RunAsync()
        {
            using (near)
            using (far)
            {
                try
                {
                    near.NoDelay = far.NoDelay = true;
                    await far.ConnectAsync(IPAddress.Loopback, proxy.target);
                    await Task.WhenAny(CopyAsync(near, far, PassFromClient), CopyAsync(far, near, PassFromServer));
                }
                catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    // One end went away; so does the other.
                }
            }
        }

        private static async Task CopyAsync(TcpClient from, TcpClient to, Func<byte[], bool> passes)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer)) > 0 && passes(buffer[..read]))
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }

        private bool PassFromClient(byte[] sent)
        {
            isProbe |= sent.AsSpan().IndexOf(Probe) >= 0;
            if (serverSpokeLast && !isProbe)
                Interlocked.Increment(ref proxy.trips);
            serverSpokeLast = false;
            if (proxy.next == Cut.Never || sent.AsSpan().IndexOf(Commit) < 0)
                return true;
            cutsAtAnswer = proxy.next == Cut.AfterCommit;
            proxy.next = Cut.Never;
            Interlocked.Increment(ref proxy.cuts);
            return cutsAtAnswer;
        }

        private bool PassFromServer(byte[] sent)
        {
            serverSpokeLast = true;
            ReadNotices(sent);
            return !cutsAtAnswer;
        }

        private void ReadNotices(byte[] sent)
        {
            fromServer.Write(sent);
            var all = fromServer.GetBuffer().AsSpan(0, (int)fromServer.Length);
            var position = 0;
            while (all.Length - position >= 5)
            {
                var length = 1 + BinaryPrimitives.ReadInt32BigEndian(all[(position + 1)..]);
                if (all.Length - position < length)
                    break;
                if (all[position] == (byte)'N')
                    proxy.notices.Enqueue(Encoding.UTF8.GetString(all.Slice(position + 5, length - 5)));
                position += length;
            }

            var rest = all[position..].ToArray();
            fromServer.SetLength(0);
            fromServer.Write(rest);
        }
    }
}
