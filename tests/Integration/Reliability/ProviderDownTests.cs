using System.Diagnostics;
using System.Globalization;
using TaskFlow.Integration.Deliveries;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// A customer's server that is down, then half well (C-1.3): it is left alone but for a probe, what waited arrives soon after it heals, and whoever
/// works with TaskFlow notices nothing. Short here, with breaks of 3 s; by <c>./dev test chaos</c> a minute each, with breaks of 30 s.
/// </summary>
[Collection(LiveScale.Collection)]
public sealed class ProviderDownTests : IAsyncLifetime
{
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(LiveScale.IsLong ? 30 : 3);
    private static readonly TimeSpan Well = TimeSpan.FromSeconds(LiveScale.IsLong ? 30 : 4);
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(LiveScale.IsLong ? 60 : 10);
    private static readonly TimeSpan HalfWell = TimeSpan.FromSeconds(LiveScale.IsLong ? 60 : 5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(LiveScale.IsLong ? 10 : 100);

    private readonly WebhookReceiver receiver = new();
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = receiver.Address.Authority,
                ["Resilience:BreakerOpen"] = string.Create(CultureInfo.InvariantCulture, $"{Break.TotalSeconds}s"),
            },
        };
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    private const string UndeliveredSql = "SELECT count(*) FROM deliveries WHERE channel = 'webhook' AND status <> 'delivered'";

    [Fact]
    public async Task DownThenHalfWell_IsProbedSeldom_AndDrainedSoonAfterItHeals()
    {
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()));
        receiver.Secret = webhook.Str("signing_secret")!;
        var events = 0;
        var before = await WriteAsync(Well);

        receiver.Always = Fault.Status(503);
        var during = await WriteAsync(Down);
        var failed = await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            "SELECT count(*) FROM delivery_attempts WHERE outcome = 'ambiguous'"
        );
        // Five open the breaker, with what was sent beside them; then one at the end of each break, which grows.
        int.Parse(failed!, CultureInfo.InvariantCulture).Should().BeInRange(5, 5 + 3 + (int)(Down / (0.8 * Break)));
        Percentile(during).Should().BeLessThan(2.5 * Percentile(before) + 50, "who works with TaskFlow notices nothing");

        var random = new Random(7);
        receiver.Always = new Fault(context =>
        {
            context.Response.StatusCode = random.NextDouble() < 0.3 ? 500 : 204;
            return Task.CompletedTask;
        });
        await WriteAsync(HalfWell);
        receiver.Always = null;
        var healed = Stopwatch.StartNew();
        await Eventually.BeTrueAsync(
            async () => await Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), UndeliveredSql) == "0",
            TimeSpan.FromSeconds(60),
            "everything should be drained within a minute"
        );
        Console.WriteLine(
            $"  drained {healed.Elapsed.TotalSeconds:N1} s after healing; {failed} tries of {events} events failed while it was down; p95 of a write {Percentile(before):N0} ms before, {Percentile(during):N0} ms while it was down"
        );
        receiver.Distinct.Should().HaveCount(events);
        (await owner.DeliveriesAsync("?status=dead")).Items().Should().BeEmpty();

        async Task<List<double>> WriteAsync(TimeSpan time)
        {
            var watch = Stopwatch.StartNew();
            var took = new List<double>();
            while (watch.Elapsed < time)
            {
                var started = Stopwatch.GetTimestamp();
                await owner.CreateTaskAsync(project, $"Event {events++}");
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await Task.Delay(Pause);
            }
            return took;
        }
    }

    private static double Percentile(List<double> values) => values.Order().ElementAt((int)(values.Count * 0.95));
}
