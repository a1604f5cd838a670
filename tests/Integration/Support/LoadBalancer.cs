using System.Diagnostics;
using System.Globalization;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Support;

/// <summary>A real HAProxy in front of nodes: new requests and connections go to those whose readiness is 200, in turn and without stickiness.</summary>
public sealed class LoadBalancer : IAsyncDisposable
{
    private readonly Process process;

    private readonly HttpClient statistics;

    private LoadBalancer(Process process, int port, int statisticsPort)
    {
        (this.process, Address) = (process, new Uri($"http://127.0.0.1:{port}"));
        statistics = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{statisticsPort}") };
    }

    public Uri Address { get; }

    public static async Task<LoadBalancer> StartAsync(string home, IReadOnlyList<Uri> nodes)
    {
        if (!Command.Exists("haproxy"))
            throw new InvalidOperationException("The tests need a real load balancer: apt-get install haproxy");
        var (port, statisticsPort) = (FreePort.Choose(wanted: null), FreePort.Choose(wanted: null));
        var servers = nodes.Select(
            (node, number) =>
                string.Create(CultureInfo.InvariantCulture, $"  server node{number} {node.Authority} check inter 250ms fall 1 rise 1")
        );
        var file = Path.Combine(home, "haproxy.cfg");
        await File.WriteAllTextAsync(
            file,
            $"""
            global
              maxconn 4000
            defaults
              mode http
              timeout connect 2s
              timeout client 30s
              timeout server 30s
              timeout tunnel 1h
              timeout check 2s
              retries 3
              option redispatch 1
            listen taskflow
              bind 127.0.0.1:{port}
              balance roundrobin
              option httpchk GET /health/readiness
            {string.Join('\n', servers)}
            listen statistics
              bind 127.0.0.1:{statisticsPort}
              stats enable
              stats uri /

            """
        );
        var info = Command.StartInfo(["haproxy", "-db", "-q", "-f", file]);
        var balancer = new LoadBalancer(Process.Start(info)!, port, statisticsPort);
        await balancer.WaitForAsync(nodes.Count);
        return balancer;
    }

    /// <summary>Until it sends requests to so many nodes.</summary>
    public Task WaitForAsync(int nodes) =>
        Eventually.BeTrueAsync(
            async () => await CountReadyAsync() == nodes,
            TimeSpan.FromSeconds(20),
            $"the load balancer knows {nodes} ready nodes"
        );

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        statistics.Dispose();
    }

    private async Task<int> CountReadyAsync()
    {
        try
        {
            var lines = (await statistics.GetStringAsync(new Uri("/;csv", UriKind.Relative))).Split('\n');
            return lines.Count(line =>
                line.StartsWith("taskflow,node", StringComparison.Ordinal) && line.Contains(",UP", StringComparison.Ordinal)
            );
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
