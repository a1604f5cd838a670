using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TaskFlow.Integration.Deliveries;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// C-1.1, C-3b: workers are killed, paused past their lease and restarted while events go out to a webhook and by e-mail. A receiver that drops
/// repetitions has each exactly once; elsewhere there are no more repetitions than faults, and what nobody knows is visible. Short here, long by
/// <c>./dev test chaos</c>.
/// </summary>
[Collection(LiveScale.Collection)]
public sealed class DeliveryFaultTests(ITestOutputHelper output)
{
    private const string DeliveryRows = """
        SELECT id, channel, status, coalesce(reason, '') FROM deliveries WHERE channel IN ('webhook', 'email') AND status <> 'suppressed'
        """;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(LiveScale.IsLong ? 20 : 60);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task WorkersLostAndPaused_EveryDeliveryArrives_OnceWhereRepetitionsAreKnown()
    {
        await using var installation = new DeliveryInstallation();
        await installation.StartAsync();
        // Slow enough that faults meet tries.
        installation.Receiver.Always = new Fault(async context =>
        {
            await Task.Delay(500, context.RequestAborted);
            context.Response.StatusCode = 204;
        });
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(installation, enough.Token);
        var faults = await BreakWorkersAsync(installation);
        await enough.CancelAsync();
        var events = await writing;

        var settling = Stopwatch.StartNew();
        await Eventually.BeTrueAsync(
            async () =>
                await Sql.ScalarAsync(
                    installation.Database,
                    "SELECT (SELECT count(*) FROM outbox) + count(*) FROM deliveries WHERE status IN ('pending', 'leased', 'sending')"
                ) == "0",
            SettlePatience,
            "everything should be settled"
        );
        var rows = await RowsAsync(installation.Database);
        var lost = await LostAsync(installation);
        lost.Should().NotBe("0", "faults that meet no try prove nothing");
        var (hooks, mails) = (
            installation.Receiver.Receipts.Select(r => Guid.Parse(r.Headers["webhook-id"])).ToList(),
            installation.Mail.Receipts.SelectMany(IdsOf).ToList()
        );
        Say(
            $"{events} events, {faults} faults: {hooks.Count} webhooks received of {rows.Count(r => r.Channel == "webhook")}, {mails.Count} mails of {rows.Count(r => r.Channel == "email")}, {lost} tries lost, {rows.Count(r => r.Status == "unknown")} unknown; settled {settling.Elapsed.TotalSeconds:N1} s after the last write"
        );

        var ofWebhook = rows.Where(r => r.Channel == "webhook").ToList();
        ofWebhook.Should().HaveCount(events).And.OnlyContain(r => r.Status == "delivered");
        hooks.Distinct().Should().BeEquivalentTo(ofWebhook.Select(r => r.Id), "none is missing and none was never sent");

        var ofMail = rows.Where(r => r.Channel == "email").ToList();
        ofMail.Should().HaveCount(events);
        ofMail.Should().OnlyContain(r => r.Status == "delivered" || r.Status == "unknown" && r.Reason == "watching");
        mails.Should().BeSubsetOf(ofMail.Select(r => r.Id));
        ofMail.Where(r => r.Status == "delivered").Select(r => r.Id).Should().BeSubsetOf(mails);
        (mails.Count - mails.Distinct().Count()).Should().BeLessThanOrEqualTo(faults);
        var watching = ofMail.Where(r => r.Reason == "watching").Select(r => r.Id).ToHashSet();
        mails.Where(watching.Contains).Should().OnlyHaveUniqueItems("what is only watched is sent at most once");

        var unknown = ofMail.Count(r => r.Status == "unknown");
        unknown.Should().BeLessThanOrEqualTo(faults);
        (await installation.Ann.DeliveriesAsync("?status=unknown&limit=200")).Items().Count.Should().Be(unknown);
    }

    /// <summary>Every third event is a comment, which watchers are told of; the others create tasks of Ben's.</summary>
    private static async Task<int> WriteAsync(DeliveryInstallation installation, CancellationToken enough)
    {
        var events = 0;
        Guid? last = null;
        while (!enough.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            if (last is { } task && events % 3 == 2)
                await installation
                    .Ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task}/comments", new { body = $"Event {events}" })
                    .ReadAsync(201);
            else
                last = (
                    await installation.Ann.CreateTaskAsync(
                        installation.Project,
                        $"Event {events}",
                        new { assignee_ids = new[] { installation.Ben.Id } }
                    )
                ).Id();
            events++;
            var rest = Pace - Stopwatch.GetElapsedTime(started);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, CancellationToken.None);
        }
        return events;
    }

    private async Task<int> BreakWorkersAsync(DeliveryInstallation installation)
    {
        var random = new Random(LiveScale.Seed);
        Say($"seed {LiveScale.Seed}");
        var watch = Stopwatch.StartNew();
        var faults = 0;
        Func<int, Task>[] kinds = [KillAsync, installation.PauseWorkerPastItsLeaseAsync, installation.RestartWorkerAsync, KillAsync];
        do
        {
            foreach (var kind in kinds)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 2_000)));
                await SomethingIsOnItsWayAsync();
                await kind(faults % 2);
                faults++;
            }
        } while (
            watch.Elapsed < TimeSpan.FromMinutes(LiveScale.Minutes) || faults < 3 * kinds.Length && await LostAsync(installation) == "0"
        );
        return faults;

        // Faults that meet no try prove nothing.
        Task SomethingIsOnItsWayAsync() =>
            Eventually.BeTrueAsync(
                async () =>
                    await Sql.ScalarAsync(installation.Database, "SELECT count(*) > 1 FROM deliveries WHERE status = 'sending'") == "True",
                SettlePatience,
                "deliveries should be on their way"
            );

        async Task KillAsync(int worker)
        {
            await installation.KillWorkerAsync(worker);
            await installation.StartWorkerAsync(worker);
        }
    }

    private static Task<string?> LostAsync(DeliveryInstallation installation) =>
        Sql.ScalarAsync(installation.Database, "SELECT count(*) FROM delivery_attempts WHERE outcome = 'lost'");

    /// <summary>What happens to a task shortly after a mail comes in one more.</summary>
    private static IEnumerable<Guid> IdsOf(SmtpReceipt mail) => mail.Header("X-TaskFlow-Deliveries")!.Split(' ').Select(Guid.Parse);

    private static async Task<List<(Guid Id, string Channel, string Status, string Reason)>> RowsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(DeliveryRows, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(Guid, string, string, string)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        return rows;
    }

    private void Say(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(text);
        Console.WriteLine($"  {text}");
    }
}
