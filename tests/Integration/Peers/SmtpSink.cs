using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TaskFlow.Integration.Peers;

/// <summary>A mail server on loopback that keeps every message and misbehaves by script; each fault is used up by one connection.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<SmtpReceipt> receipts = new();
    private readonly ConcurrentQueue<SmtpFault> script = new();
    private readonly CancellationTokenSource stop = new();
    private TcpListener? listener;
    private int connections;

    public int Port { get; private set; }

    /// <summary>Offers STARTTLS when there is one.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Asks for a sign-in when there is one.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Every message whose last line was read, repetitions included.</summary>
    public IReadOnlyList<SmtpReceipt> Receipts => [.. receipts];

    public IReadOnlyList<SmtpReceipt> Distinct => [.. receipts.DistinctBy(r => r.Header("Message-Id"), StringComparer.Ordinal)];

    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    /// <summary>What came so far was not meant.</summary>
    public void Forget()
    {
        receipts.Clear();
        Volatile.Write(ref connections, 0);
    }

    public void Next(params SmtpFault[] faults) => Array.ForEach(faults, script.Enqueue);

    public void Start()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    /// <summary>From here on connections are refused.</summary>
    public void Stop() => listener?.Dispose();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await stop.CancelAsync();
        stop.Dispose();
    }

    internal void Keep(SmtpReceipt receipt) => receipts.Enqueue(receipt);

    internal SmtpFault? FaultAt(SmtpStage stage) =>
        script.TryPeek(out var next) && next.Stage == stage && script.TryDequeue(out var fault) ? fault : null;

    private async Task AcceptAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                var client = await from.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await new SmtpSession(this, connection.GetStream()).RunAsync(stop.Token);
            // With what was not read this is a reset.
            connection.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error)
            when (error is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }
}
