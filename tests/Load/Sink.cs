using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskFlow.Load;

/// <summary>A receiver of webhooks that answers at once and keeps what it got, repetitions included.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication server;
    private ConcurrentQueue<Receipt> receipts = new();

    private Sink(WebApplication server, int port) => (this.server, Port) = (server, port);

    public int Port { get; }

    public string Authority => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public IReadOnlyCollection<Receipt> Receipts => receipts;

    public static async Task<Sink> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var sink = new Sink(builder.Build(), port);
        sink.server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            sink.receipts.Enqueue(new Receipt(context.Request.Headers["webhook-id"].ToString(), body.ToArray(), Stopwatch.GetTimestamp()));
            context.Response.StatusCode = 204;
        });
        await sink.server.StartAsync();
        return sink;
    }

    public void Forget() => receipts = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <param name="At">Of the bench's clock.</param>
internal sealed record Receipt(string Id, byte[] Body, long At);
