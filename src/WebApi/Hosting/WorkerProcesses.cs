using System.Diagnostics;
using System.Globalization;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Telemetry;

namespace TaskFlow.WebApi.Hosting;

/// <summary>
/// <c>./dev up --workers N</c>: further processes of this program with the role <c>worker</c> on the same database. Each holds the reading
/// end of a pipe as its lifeline and stops when the pipe breaks, so that none outlives this process.
/// </summary>
internal sealed class WorkerProcesses(NodeArguments arguments, NodeDatabase database, NodeState node, TaskFlowOptions options)
    : IHostedService
{
    /// <summary>Set for a worker: its standard input is the lifeline.</summary>
    public const string LifelineVariable = "TASKFLOW_LIFELINE";

    private readonly List<Process> workers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= arguments.Workers; number++)
            workers.Add(Start(number));
        node.Draining.Register(Release);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Release();
        foreach (var worker in workers)
        {
            await worker.WaitForExitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!worker.HasExited)
                worker.Kill();
            worker.Dispose();
        }
    }

    private Process Start(int number)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, [typeof(WorkerProcesses).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        info.Environment["TaskFlow__Roles"] = "worker";
        info.Environment["TaskFlow__Database__Connection"] = database.ConnectionString;
        info.Environment["TaskFlow__Telemetry__Metrics__Port"] = MetricsPorts
            .OfWorker(options.Telemetry.Metrics, number)
            .ToString(CultureInfo.InvariantCulture);
        info.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        info.Environment[LifelineVariable] = number.ToString(CultureInfo.InvariantCulture);
        return Process.Start(info) ?? throw new InvalidOperationException("A worker process could not be started.");
    }

    private void Release() => workers.Where(worker => !worker.HasExited).ToList().ForEach(worker => worker.StandardInput.Close());
}

/// <summary>The other end: a worker drains when its lifeline breaks.</summary>
internal sealed class Lifeline(DrainingLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var nothing = new byte[1];
        while (await input.ReadAsync(nothing, stoppingToken) > 0) { }
        lifetime.BeginDrain();
    }
}
