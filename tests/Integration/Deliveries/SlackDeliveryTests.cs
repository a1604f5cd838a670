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

    /// <summary>The bar of issue 5: a hundred events, two workers, the receiver's clock.</summary>
    [Fact]
    public async Task Burst_ThroughTwoWorkers_IsPostedOncePerSecond_FirstAtOnce_ThenFolded_AndEachIsToldOnce()
    {
        const int Events = 100;
        var app = await StartAsync();
        await StartAsync(app);
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        await owner.ConnectAsync(Slack());
        var keys = new List<string>();
        for (var task = 0; task < Events; task++)
            keys.Add((await owner.CreateTaskAsync(project, $"Told {task}")).Str("key")!);

        var delivered = await owner.DeliveriesAsync($"?status=delivered&channel=slack&limit=200", Events);
        var posts = slack.Receipts.OrderBy(r => r.At).ToList();
        posts.Count.Should().BeInRange(3, Events / 2, "a pile is folded");
        Gaps(posts).Should().AllSatisfy(gap => gap.Should().BeGreaterThan(990));
        Lines(posts[0]).Should().ContainSingle("the first goes out at once").Which.Should().Contain(keys[0]);
        posts.SelectMany(Lines).Select(KeyIn).Should().BeEquivalentTo(keys, "each is told of once");
        posts.SelectMany(IdsOf).Should().BeEquivalentTo(delivered.Select(d => d.Id()));
        delivered.Select(d => d.Str("provider_message_id")).Distinct(StringComparer.Ordinal).Should().HaveCount(posts.Count);
    }

    [Fact]
    public async Task Few_GoOneByOne_InOrder_AlsoFromTwoIntegrationsOfOneChannel()
    {
        const int Events = 4;
        var app = await StartAsync();
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        await owner.ConnectAsync(Slack());
        await owner.ConnectAsync(Slack());
        var keys = new List<string>();
        for (var task = 0; task < Events; task++)
            keys.Add((await owner.CreateTaskAsync(project, $"Told {task}")).Str("key")!);

        await owner.DeliveriesAsync("?status=delivered&channel=slack", 2 * Events);
        var posts = slack.Receipts.OrderBy(r => r.At).ToList();
        posts.Should().HaveCount(2 * Events);
        Gaps(posts).Should().AllSatisfy(gap => gap.Should().BeGreaterThan(990));
        var told = posts.Select(p => KeyIn(Lines(p).Single())).ToList();
        told.Should().OnlyContain(key => told.Count(k => k == key) == 2);
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
        await owner.DeliveriesAsync("?status=delivered&channel=slack", 1);
    }

    private static IEnumerable<double> Gaps(List<Receipt> posts) =>
        posts.Zip(posts.Skip(1), (one, next) => (next.At - one.At).TotalMilliseconds);

    private static List<string> Lines(Receipt post) =>
        [.. post.Json.Str("text")!.Split('\n').Where(line => line.Contains(" created ", StringComparison.Ordinal))];

    private static string KeyIn(string line) => line.Split(' ').First(word => word.Contains('-', StringComparison.Ordinal));

    private static IEnumerable<Guid> IdsOf(Receipt post) =>
        post.Json.GetProperty("metadata").GetProperty("event_payload").Items("delivery_ids").Select(id => id.GetGuid());

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
