using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Telemetry;

namespace TaskFlow.WebApi.Telemetry;

/// <summary>
/// <c>/metrics</c> on a server of its own (ADR 0027): nothing else is reachable there, and it answers from before the first request until after
/// the last one, so that a drain can be watched.
/// </summary>
internal sealed class MetricsPage(MetricsOptions options, IServiceProvider services, ILoggerFactory loggers)
    : IHostedService,
        IHttpApplication<HttpContext>,
        IDisposable
{
    private readonly ExportedMetrics metrics = new();
    private KestrelServer? server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        server = new KestrelServer(Options.Create(kestrel), transport, loggers);
        return server.StartAsync(this, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public Task ProcessRequestAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path != "/metrics")
            return Refuse(response, StatusCodes.Status404NotFound);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return Refuse(response, StatusCodes.Status405MethodNotAllowed);
        var page = metrics.Read();
        response.ContentType = ExportedMetrics.ContentType;
        response.ContentLength = page.Length;
        return response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }

    public void Dispose()
    {
        server?.Dispose();
        metrics.Dispose();
    }

    private static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
