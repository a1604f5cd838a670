using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TaskFlow.Integration.Peers;

/// <summary>
/// A stranger on loopback: a real HTTP server that keeps what it got and misbehaves by script. A fault is used up by one request; behind the script
/// the peer answers well.
/// </summary>
public abstract class HttpPeer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Receipt> receipts = new();
    private readonly ConcurrentQueue<Fault> script = new();
    private WebApplication? server;
    private int port;
    private int connections;

    /// <summary>What every request meets while it is set.</summary>
    public Fault? Always { get; set; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Every request, repetitions included.</summary>
    public IReadOnlyList<Receipt> Receipts => [.. receipts];

    /// <summary>What a receiver that drops repetitions would have kept.</summary>
    public IReadOnlyList<Receipt> Distinct => [.. receipts.Where(r => IdOf(r) is not null).DistinctBy(IdOf, StringComparer.Ordinal)];

    public void Next(params Fault[] faults) => Array.ForEach(faults, script.Enqueue);

    public void Forget() => receipts.Clear();

    /// <summary>Listens, on the same port as before if it has listened before.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(
                IPAddress.Loopback,
                port,
                end =>
                    end.Use(next =>
                        async connection =>
                        {
                            Interlocked.Increment(ref connections);
                            await next(connection);
                        }
                    )
            );
        });
        server = builder.Build();
        server.Run(ReceiveAsync);
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        port = new Uri(address).Port;
    }

    /// <summary>From here on connections are refused.</summary>
    public async Task StopAsync()
    {
        if (server is null)
            return;
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>By what the provider's own documents say repetitions are told by.</summary>
    protected abstract string? IdOf(Receipt receipt);

    /// <summary>The provider's documented answer to this request, good or bad.</summary>
    protected abstract Task AnswerAsync(HttpContext context, Receipt receipt);

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var receipt = new Receipt(context.Request.Path, headers, body.ToArray(), DateTimeOffset.UtcNow);
        receipts.Enqueue(receipt);
        try
        {
            if ((script.TryDequeue(out var fault) ? fault : Always) is { } misbehaviour)
                await misbehaviour.Misbehave(context);
            else
                await AnswerAsync(context, receipt);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The caller went away, as it should.
        }
    }
}
