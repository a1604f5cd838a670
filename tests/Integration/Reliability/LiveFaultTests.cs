using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// T-C4a: real clients on two nodes while nodes, Redis, PostgreSQL and the lines between them break. Afterwards every client shows what a fresh
/// snapshot shows, having applied every number once and in order; and nothing acknowledged is lost. A short run here, a long one by
/// <c>./dev test chaos</c>; the seed is printed, <c>TASKFLOW_CHAOS_SEED</c> repeats it.
/// </summary>
public sealed class LiveFaultTests(ITestOutputHelper output)
{
    private static readonly double Minutes = Number("TASKFLOW_CHAOS_MINUTES", 0);
    private static readonly bool IsLong = Minutes > 0;
    private static readonly int Clients = IsLong ? 200 : 30;
    private static readonly int Writers = IsLong ? 20 : 6;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(IsLong ? 350 : 150);

    /// <summary>Backoff is 30 s at most, and a silent line is noticed after 35.</summary>
    private static readonly TimeSpan HealPatience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Faults_LeaveEveryClientWithWhatASnapshotShows()
    {
        var seed = (int)Number("TASKFLOW_CHAOS_SEED", Random.Shared.Next());
        Say($"seed {seed}: {Clients} clients, {Writers} writers, {Minutes} minutes");
        await using var installation = await LiveInstallation.StartAsync(drain: TimeSpan.FromSeconds(5));
        var project = await installation.SignUpAsync();
        using var ledger = new Ledger(Path.Combine(installation.Home, "ledger"));
        await using var clients = await LiveClients.StartAsync(installation.CableAddresses, project.Id, project.Token, Clients);
        await ConvergeAsync(clients);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable
            .Range(1, Writers)
            .Select(number => new Writer(installation.Client(project, number), project.Id, number, ledger)
            {
                Pace = Pace,
                EditsPerTask = 60,
                Columns = project.Columns,
            })
            .ToList();
        var writing = writers.ConvertAll(writer => writer.RunAsync(enough.Token));

        var nemesis = new Nemesis(installation, seed);
        await nemesis.RunAsync(TimeSpan.FromMinutes(Minutes));
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        var healing = Stopwatch.StartNew();
        var reports = await ConvergeAsync(clients);

        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{nemesis.Done.Count} faults, {ledger.Entries.Count} acknowledged writes, {writers.Sum(w => w.Repeated)} repeated; {reports.Sum(r => r.Applied)} envelopes applied, {reports.Sum(r => r.Reconnects)} reconnects, {reports.Sum(r => r.Resets)} resets; all alike {healing.Elapsed.TotalSeconds:N1} s after the last write"
            )
        );
        reports.Sum(report => report.Duplicates + report.Gaps + report.OutOfOrder).Should().Be(0);
        reports.Sum(report => report.Reconnects).Should().BeGreaterThan(Clients / 2, "faults that cut nobody off prove nothing");
        writers.SelectMany(writer => writer.Refusals).Should().BeEmpty();
        await LedgerCheck.VerifyAsync(installation.Postgres.Superuser, ledger);
    }

    /// <summary>Waits until every client is at the head and shows what a snapshot shows.</summary>
    private static async Task<IReadOnlyList<LiveClients.Report>> ConvergeAsync(LiveClients clients)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var snapshot = clients.ReadSnapshot();
            var reports = clients.Reports(out _);
            var apart = reports
                .Where(r => r.State != "live" || !r.Settled || r.Seq != snapshot?.Seq || r.Digest != snapshot.Digest)
                .ToList();
            if (apart.Count == 0)
                return reports;
            if (watch.Elapsed > HealPatience)
                throw new TimeoutException($"{apart.Count} clients differ from {snapshot}; the first: {apart[0]}");
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
