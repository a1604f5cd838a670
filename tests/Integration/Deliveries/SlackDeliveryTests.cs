using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>Slack takes one message a second in a channel and cannot tell repetitions (C-1.4, C-3b).</summary>
public sealed class SlackDeliveryTests : IAsyncLifetime
{
    private readonly SlackServer slack = new();
    private readonly List<TestApp> apps = [];

    public Task InitializeAsync() => slack.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(apps))
            await app.DisposeAsync();
        await slack.DisposeAsync();
    }

    [Fact]
    public async Task TwoWorkersAndTwoIntegrations_PostOncePerSecondToTheirChannel_InOrder()
    {
        const int Messages = 12;
        var app = await StartAsync();
        await StartAsync(app);
        var (owner, first) = (await app.SignUpAsync("Owner"), new List<string>());
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        await owner.ConnectAsync(Slack());
        for (var task = 0; task < Messages; task++)
            first.Add((await owner.CreateTaskAsync(project, $"Told {task}")).Str("key")!);

        await Eventually.BeTrueAsync(() => slack.Distinct.Count == Messages, TimeSpan.FromSeconds(60), "all should arrive");
        var arrived = slack.Receipts.Select(r => r.At).ToList();
        arrived.Should().HaveCount(Messages, "nothing is sent twice");
        arrived
            .Zip(arrived.Skip(1), (one, next) => (next - one).TotalMilliseconds)
            .Should()
            .AllSatisfy(gap => gap.Should().BeGreaterThan(990));
        var told = slack.Receipts.Select(r => r.Json.Str("text")!).ToList();
        told.Zip(first).Should().AllSatisfy(pair => pair.First.Should().Contain(pair.Second));
    }

    [Fact]
    public async Task AnswerThatNobodyHeard_IsUnknown_AndSentAgainOnlyWhenSomebodySaysSo()
    {
        var app = await StartAsync();
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        await owner.ConnectAsync(Slack());
        slack.Next(Fault.Reset);
        await owner.CreateTaskAsync(project, "Perhaps told");
        var unknown = (await owner.DeliveriesAsync("?status=unknown", 1)).Single();
        unknown.GetProperty("attempts").GetInt32().Should().Be(1);
        slack.Receipts.Should().ContainSingle();

        await owner.RetryAsync(new { ids = new[] { unknown.Id() } }).ReadAsync(200);
        await owner.DeliveriesAsync("?status=delivered&channel=slack", 1);
        slack.Receipts.Should().HaveCount(2);
    }

    [Fact]
    public async Task RevokedToken_PausesTheIntegration_AndNothingIsLost()
    {
        var app = await StartAsync();
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        var integration = await owner.ConnectAsync(Slack());
        slack.Error = "token_revoked";
        await owner.CreateTaskAsync(project, "Kept");
        await Eventually.BeTrueAsync(
            async () => (await owner.ReadIntegrationAsync(integration)).Str("status") == "paused",
            DeliverySteps.Patience,
            "it should wait for a new token"
        );
        (await owner.DeliveriesAsync("?status=pending", 1))
            .Single()
            .GetProperty("attempts")
            .GetInt32()
            .Should()
            .Be(0, "no try was used up");

        slack.Error = null;
        await owner.PatchIntegrationAsync(integration, new { secrets = new { bot_token = slack.Token } }).ReadAsync(200);
        await owner.RetryAsync(new { filter = new { status = "pending" } }).ReadAsync(200);
        await owner.DeliveriesAsync("?status=delivered&channel=slack", 1);
    }

    private object Slack() =>
        new
        {
            kind = "slack",
            name = "Releases",
            events = new[] { "task.created" },
            config = new { channel = slack.Channel },
            secrets = new { bot_token = slack.Token },
        };

    private async Task<TestApp> StartAsync(TestApp? beside = null)
    {
        var app = new TestApp
        {
            Database = beside?.ConnectionString,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Slack:BaseAddress"] = new Uri(slack.Address, "api/").ToString(),
            },
        };
        apps.Add(app);
        await app.InitializeAsync();
        return app;
    }
}
