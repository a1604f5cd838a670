using System.Globalization;
using TaskFlow.Load.Ceiling;

namespace TaskFlow.Load;

/// <summary>
/// Measures a Release build over HTTP and, on the same PostgreSQL, the SQL of the create transaction alone. The ratio of the two says what
/// the application costs; unlike the figures it means the same on every machine.
/// </summary>
internal static class Bench
{
    private const int Connections = 16;

    /// <summary>Enough for reads to find company: those of one organization that meet share a statement (ADR 0016).</summary>
    private const int Crowd = 128;

    private const long MemoryBarBytes = 500L * 1024 * 1024;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        await Tools.RequireAsync("wrk", "wrk");
        await Tools.RequireAsync("pgbench", "postgresql-client");
        Console.WriteLine("Starting TaskFlow ...");
        await using var sink = await Sink.StartAsync(Server.FreePort());
        await using var server = await Server.StartAsync(sink.Authority);
        try
        {
            Console.WriteLine("Seeding ...");
            var workspace = await Workspace.SeedAsync(server.Address);
            var wrk = new Wrk(server, workspace, Connections);
            return options.SoakMinutes is { } minutes
                ? await Soak.RunAsync(server, workspace, wrk, TimeSpan.FromMinutes(minutes))
                : await MeasureAsync(options, server, workspace, sink, wrk);
        }
        catch
        {
            await server.PrintLogAsync();
            throw;
        }
    }

    private static async Task<int> MeasureAsync(BenchOptions options, Server server, Workspace workspace, Sink sink, Wrk wrk)
    {
        var warmUp = TimeSpan.FromSeconds(Math.Max(2, options.Seconds / 3));
        var length = TimeSpan.FromSeconds(options.Seconds);
        var transaction = await CreateTransaction.CaptureAsync(server, workspace);
        var pgbench = await Pgbench.PrepareAsync(server, workspace, transaction, Connections);
        await WarmUpAsync(wrk, workspace, warmUp);

        var create = await MeasuredAsync("task_create", wrk, "create", workspace.ProjectIds);
        Announce("ceiling_create");
        var ceiling = await pgbench.RunAsync(warmUp, length);
        var oneProject = await MeasuredAsync("one_project_create", wrk, "create", [workspace.ProjectIds[0]]);
        var patch = await MeasuredAsync("task_patch", wrk, "patch", workspace.TaskIds);
        var plain = await MeasuredAsync("plain_patch", wrk, "plain", workspace.TaskIds);
        var merge = await MeasuredAsync("merge_patch", wrk, "merge", workspace.TaskIds);
        var get = await MeasuredAsync("task_get", wrk, "get", workspace.TaskIds);
        var crowded = new Wrk(server, workspace, Crowd);
        var crowdedGet = await MeasuredAsync("crowded_get", crowded, "get", workspace.TaskIds);
        var board = await MeasuredAsync("board", wrk, "board", [workspace.BoardProjectId]);
        var list = await MeasuredAsync("task_list", wrk, "list", [workspace.BoardProjectId]);
        Announce(ManyWriters.Name);
        var writers = await ManyWriters.RunAsync(server, workspace);
        var memory = server.Memory();
        Announce(LiveClients.Name);
        var idle = await LiveClients.MeasureIdleAsync(server, workspace);
        var live = await LiveClients.RunAsync(server, workspace);
        var notifying = new Notifying(server, workspace, sink);
        Announce(Notifying.Router);
        var router = await notifying.RouteAsync();
        Announce(Notifying.Deliverer);
        var deliverer = await notifying.DeliverAsync();
        Announce(Notifying.Lag);
        var lag = await notifying.LagAsync();
        await pgbench.VerifyAsync();
        await workspace.VerifyLogsAsync(server);

        var report = new Report(
            [create, oneProject, patch, plain, merge, get, crowdedGet, board, list, writers, live, router, deliverer, lag, ceiling],
            ceiling.Rps,
            memory,
            idle
        );
        report.Print(Console.Out);
        if (options.Json is { } file)
            await report.WriteJsonAsync(file);
        return report.Memory.Resident < MemoryBarBytes ? 0 : throw new BenchException("The server holds more than 500 MB after the bench.");

        async Task<Row> MeasuredAsync(string name, Wrk driver, string kind, IReadOnlyList<Guid> targets)
        {
            Announce(name);
            await driver.RunAsync(name, kind, targets, warmUp);
            return await driver.RunAsync(name, kind, targets, length);
        }
    }

    /// <summary>Every row before any is measured: the first one would pay for compiling what all of them use.</summary>
    private static async Task WarmUpAsync(Wrk wrk, Workspace workspace, TimeSpan length)
    {
        Announce("nothing yet (warming up)");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await wrk.RunAsync("warm_create", "create", workspace.ProjectIds, length);
            await wrk.RunAsync("warm_patch", "patch", workspace.TaskIds, length);
            await wrk.RunAsync("warm_get", "get", workspace.TaskIds, length);
            await wrk.RunAsync("warm_board", "board", [workspace.BoardProjectId], length);
            await wrk.RunAsync("warm_list", "list", [workspace.BoardProjectId], length);
        }
    }

    private static void Announce(string row) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measuring {row} ..."));
}
