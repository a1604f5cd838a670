using System.Net.Http.Headers;
using System.Net.Http.Json;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// kill -9 of the application and of PostgreSQL at once, five times, while eight clients write with idempotency keys and fsync is on:
/// no acknowledged write is lost, none is done twice, the log has no gap. With synchronous_commit off it fails: acknowledged tasks are gone.
/// </summary>
public sealed class KillEverythingTests : IDisposable
{
    private const int Kills = 5;
    private const int Writers = 8;

    private readonly TemporaryDirectory home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task KillNine_OfEverythingDuringWrites_LosesNothingDoublesNothingLeavesNoGap()
    {
        var data = Path.Combine(home.Path, "data");
        var port = FreePort.Choose(wanted: null);
        using var ledger = new Ledger(Path.Combine(home.Path, "ledger"));
        var node = await NodeProcess.StartReadyAsync(data, port);
        var (http, project) = await SignUpAsync(node.Address);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(1, Writers).Select(number => new Writer(http, project, number, ledger)).ToList();
        var writing = writers.ConvertAll(writer => writer.RunAsync(enough.Token));

        for (var kill = 1; kill <= Kills; kill++)
        {
            await AcknowledgeMoreAsync(ledger, 40);
            await node.KillEverythingAsync();
            await node.DisposeAsync();
            node = await NodeProcess.StartReadyAsync(data, port);
        }
        await AcknowledgeMoreAsync(ledger, 40);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        writers.SelectMany(writer => writer.Refusals).Should().BeEmpty();
        writers.Sum(writer => writer.Repeated).Should().BePositive("a kill that meets no request proves nothing");
        var (_, superuser) = await EmbeddedPostgres.ConnectionStringsAsync(data, CancellationToken.None);
        await LedgerCheck.VerifyAsync(superuser, ledger);
        await node.DisposeAsync();
        http.Dispose();
    }

    private static async Task AcknowledgeMoreAsync(Ledger ledger, int count)
    {
        var goal = ledger.Entries.Count + count;
        await Eventually.BeTrueAsync(() => ledger.Entries.Count >= goal, TimeSpan.FromSeconds(60), $"{count} further acknowledged writes");
    }

    private static async Task<(HttpClient Http, Guid Project)> SignUpAsync(Uri address)
    {
        using var browser = new HttpClient { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        var registration = new
        {
            email = "ann@x.test",
            password = TestUser.Password,
            display_name = "Ann",
            organization_name = "House",
        };
        var registered = await browser.PostAsJsonAsync("/api/auth/register", registration).ReadAsync(201);
        var token = await browser.PostAsJsonAsync("/api/auth/tokens", new { name = "writers" }).ReadAsync(201);
        var organization = registered.GetProperty("organization").GetProperty("id").GetGuid();
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        var project = await http.PostAsJsonAsync($"/api/organizations/{organization}/projects", new { key = "KILL", name = "Kill" })
            .ReadAsync(201);
        return (http, project.GetProperty("id").GetGuid());
    }
}
