using System.Diagnostics;
using System.Globalization;
using TaskFlow.Integration.Support;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// T-C4a: real clients on two nodes while nodes, Redis, PostgreSQL and the lines between them break. Afterwards every client shows what a fresh
/// snapshot shows, having applied every number once and in order; and nothing acknowledged is lost. A short run here, a long one by
/// <c>./dev test chaos</c>; the seed is printed, <c>TASKFLOW_CHAOS_SEED</c> repeats it.
/// </summary>
[Collection(LiveScale.Collection)]
public sealed class LiveFaultTests(ITestOutputHelper output)
{
    /// <summary>Backoff is 30 s at most, and a silent line is noticed after 35.</summary>
    private static readonly TimeSpan HealPatience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(LiveScale.IsLong ? 15 : 4);

    [Fact]
    public async Task Faults_LeaveEveryClientWithWhatASnapshotShows()
    {
        Say($"seed {LiveScale.Seed}: {LiveScale.Clients} clients, {LiveScale.Writers} writers, {LiveScale.Minutes} minutes");
        await using var installation = await LiveInstallation.StartAsync(drain: TimeSpan.FromSeconds(5));
        var project = await installation.SignUpAsync();
        using var ledger = new Ledger(Path.Combine(installation.Home, "ledger"));
        await using var clients = await LiveClients.StartAsync(installation.CableAddresses, project.Id, project.Token, LiveScale.Clients);
        await clients.ConvergeAsync(HealPatience);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable
            .Range(1, LiveScale.Writers)
            .Select(number => new Writer(installation.Client(project, number), project.Id, number, ledger)
            {
                Pace = LiveScale.Pace,
                EditsPerTask = 60,
                Columns = project.Columns,
            })
            .ToList();
        var writing = writers.ConvertAll(writer => writer.RunAsync(enough.Token));

        await MeasureAsync(clients, installation.Redis);
        var nemesis = new Nemesis(installation, LiveScale.Seed);
        await nemesis.RunAsync(TimeSpan.FromMinutes(LiveScale.Minutes));
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        var healing = Stopwatch.StartNew();
        var reports = await clients.ConvergeAsync(HealPatience);

        Say(
            $"{nemesis.Done.Count} faults, {ledger.Entries.Count} acknowledged writes, {writers.Sum(w => w.Repeated)} repeated; {reports.Sum(r => r.Applied)} envelopes applied, {reports.Sum(r => r.Reconnects)} reconnects, {reports.Sum(r => r.Resets)} resets; all alike {healing.Elapsed.TotalSeconds:N1} s after the last write"
        );
        writers.SelectMany(writer => writer.Refusals).ToList().ForEach(refusal => Say($"refused: {refusal}"));
        reports.Sum(report => report.Duplicates + report.Gaps + report.OutOfOrder).Should().Be(0);
        reports.Sum(report => report.Reconnects).Should().BeGreaterThan(LiveScale.Clients / 2, "faults that cut nobody off prove nothing");
        writers.SelectMany(writer => writer.Refusals).Should().BeEmpty();
        await LedgerCheck.VerifyAsync(installation.Postgres.Superuser, ledger);
    }

    /// <summary>From event to client in peace, and while hints cannot travel between the nodes: a node then looks each second.</summary>
    private async Task MeasureAsync(LiveClients clients, RedisServer redis)
    {
        await Task.Delay(Settling);
        var peace = await P95Async();
        await redis.KillAsync();
        await Task.Delay(Settling);
        var polled = await P95Async();
        await redis.RestartAsync();
        Say($"event to client: p95 {peace} ms, with Redis down {polled} ms");
        polled.Should().BeLessThan(LiveScale.IsLong ? 1_200 : 2_000, "half of the events come from the other node");

        async Task<double> P95Async()
        {
            clients.RestartClock();
            await Task.Delay(Measuring);
            clients.Reports(out var latency);
            return latency.GetProperty("p95").GetDouble();
        }
    }

    private void Say(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(text);
        Console.WriteLine(text);
    }
}
