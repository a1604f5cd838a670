using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using TaskFlow.Integration.Support;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// T-C4c, C-4.1: both nodes are restarted, one after the other, behind a real load balancer while people write and clients watch. No request
/// fails, so none has to be repeated; every client is back within 35 s and has seen everything.
/// </summary>
[Collection(LiveScale.Collection)]
public sealed class LiveRollingTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = LiveScale.IsLong;
    private static readonly int Clients = IsLong ? 500 : 60;
    private const int Writers = 6;

    /// <summary>About ten events a second for five hundred clients: more than the one process that plays all of them can take in is no test of the server.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(IsLong ? 600 : 300);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(IsLong ? 30 : 6);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(35);

    [Fact]
    public async Task RollingRestart_FailsNoRequestAndBringsEveryClientBack()
    {
        await using var installation = await LiveInstallation.StartAsync(Drain);
        await using var balancer = await LoadBalancer.StartAsync(installation.Home, installation.Addresses);
        var project = await installation.SignUpAsync();
        using var ledger = new Ledger(Path.Combine(installation.Home, "ledger"));
        await using var clients = await LiveClients.StartAsync([balancer.Address], project.Id, project.Token, Clients);
        await clients.ConvergeAsync(Back);
        using var http = new HttpClient { BaseAddress = balancer.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", project.Token);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable
            .Range(1, Writers)
            .Select(number => new Writer(http, project.Id, number, ledger) { Pace = Pace, EditsPerTask = 60 })
            .ToList();
        var writing = writers.ConvertAll(writer => writer.RunAsync(enough.Token));

        for (var node = 0; node < 2; node++)
        {
            var stopping = Stopwatch.StartNew();
            var (exitCode, elapsed) = await installation.StopNodeAsync(node);
            exitCode.Should().Be(0);
            await clients.ConvergeAsync(Back - stopping.Elapsed, whileWriting: true);
            Say($"node {node} ended after {elapsed.TotalSeconds:N1} s, all clients were live after {stopping.Elapsed.TotalSeconds:N1} s");
            stopping.Elapsed.Should().BeLessThan(Back);
            await installation.StartNodeAsync(node);
            await balancer.WaitForAsync(2);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writing);
        var reports = await clients.ConvergeAsync(Back);
        Say($"{Clients} clients, {ledger.Entries.Count} acknowledged writes, {reports.Sum(r => r.Reconnects)} reconnects");
        writers.SelectMany(writer => writer.Interruptions).Should().BeEmpty("no request failed");
        writers.SelectMany(writer => writer.Refusals).Should().BeEmpty();
        reports.Sum(report => report.Duplicates + report.Gaps + report.OutOfOrder).Should().Be(0);
        reports.Should().OnlyContain(report => report.Reconnects >= 1, "each was on one of the two");
        await LedgerCheck.VerifyAsync(installation.Postgres.Superuser, ledger);
    }

    private void Say(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(text);
        Console.WriteLine(text);
    }
}
