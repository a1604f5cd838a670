using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>Events on their way to a customer's server: never lost, and known by their id when they come again (C-3b).</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
            },
        };
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Event_ReachesTheReceiver_AsTheEnvelopeOfTheLog_Signed()
    {
        var (owner, project, _) = await ConnectAsync();
        await owner.CreateTaskAsync(project, "Told to a machine");
        await ReceivedAsync(1);

        var body = receiver.Receipts.Single(r => r.Json.Str("type") == "task.created").Json;
        var logged = (await owner.GetAsync($"/api/projects/{project.Id}/changes?after=0"))
            .Items()
            .Single(e => e.Str("type") == "task.created");
        foreach (var member in logged.EnumerateObject())
            JsonElement.DeepEquals(body.GetProperty(member.Name), member.Value).Should().BeTrue(member.Name);
        body.Id("delivery_id").ToString().Should().Be(receiver.Receipts[0].Headers["webhook-id"]);
        await StatusAsync("delivered", 1);
    }

    /// <summary>C-5.1: one trace from the request to the last try, with each stage's time in the row; strangers are not told of it.</summary>
    [Fact]
    public async Task TraceOfTheRequest_LeadsToTheTry_AndNotToTheReceiver()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var spans = new ConcurrentBag<(string Name, string Source)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("TaskFlow", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == Trace)
                    spans.Add((span.OperationName, span.Source.Name));
                else if (span.Links.Any(link => link.Context.TraceId.ToHexString() == Trace))
                    spans.Add((span.OperationName, "linked"));
            },
        };
        ActivitySource.AddActivityListener(listener);
        var (owner, project, _) = await ConnectAsync();
        owner.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        await owner.CreateTaskAsync(project, "Traced");
        await StatusAsync("delivered", 1);

        spans.Select(s => s.Name).Should().Contain(["CreateTask", "delivery.send", "try Webhooks"]);
        spans.Should().Contain(("outbox.route", "linked"), "a batch of many requests is nobody's child");
        receiver.Receipts.Single().Headers.Keys.Should().NotIntersectWith(["traceparent", "tracestate", "baggage", "Request-Id"]);
        (await DeliveriesAsync("(committed_at <= routed_at AND routed_at <= begun_at AND begun_at <= delivered_at)::text"))
            .Should()
            .Equal("true");
    }

    [Fact]
    public async Task OnlyTheEventsAndProjectsThatWereChosen_AreSent()
    {
        var (owner, project, webhook) = await ConnectAsync();
        var other = await owner.CreateProjectAsync();
        await ReceivedAsync(1);
        await owner
            .PatchIntegrationAsync(webhook, new { project_ids = new[] { project.Id }, events = new[] { "task.created" } })
            .ReadAsync(200);
        await owner.CreateTaskAsync(other, "Elsewhere");
        var task = await owner.CreateTaskAsync(project, "Here");
        await owner.PatchAsync(task, new { priority = "high" }).ReadAsync(200);
        await ReceivedAsync(2);
        await app.RoutedAsync();
        receiver.Distinct.Select(r => r.Json.Str("type")).Should().Equal("project.created", "task.created");
        receiver.Distinct[1].Json.Id("project_id").Should().Be(project.Id);
    }

    [Fact]
    public async Task Failure_IsTriedAgain_WithTheSameId_AndTheFirstSuccessFreesWhatWaits()
    {
        var (owner, project, webhook) = await ConnectAsync();
        receiver.Next(Fault.Status(500), Fault.Reset);
        await owner.CreateTaskAsync(project, "Once broken");
        await owner.CreateTaskAsync(project, "Twice broken");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count >= 2, Patience, "both were tried");
        var waiting = await DeliveriesAsync("status || ' ' || attempts || ' ' || (last_error IS NOT NULL)");
        waiting.Should().AllBe("pending 1 true", "a failed webhook is pending, never unknown");
        (await owner.ReadIntegrationAsync(webhook)).Str("status").Should().Be("failing");

        await StatusAsync("delivered", 2);
        receiver.Distinct.Should().HaveCount(2);
        receiver.Receipts.Count.Should().BeGreaterThan(2);
        (await DeliveriesAsync("claims")).Should().AllBe("0", "leases that led to a try say nothing of workers that die");
        var tries = (await owner.JourneyAsync((await owner.DeliveriesAsync("?channel=webhook")).Items()[0].Id("event_id"), owner))
            .Channel("webhook")
            .Items("steps")
            .Where(s => s.Str("step") == "sending")
            .ToList();
        tries[0].Str("detail").Should().StartWith("try 1: ");
        tries[^1].Str("detail").Should().Be($"try {tries.Count}");
        (await owner.ReadIntegrationAsync(webhook)).Str("status").Should().Be("ok");
    }

    [Fact]
    public async Task Gone_SwitchesTheIntegrationOff_AndKeepsADeadLetter()
    {
        var (owner, project, webhook) = await ConnectAsync();
        receiver.Always = Fault.Status(410);
        await owner.CreateTaskAsync(project, "Not wanted");
        await StatusAsync("dead", 1);
        var now = await owner.ReadIntegrationAsync(webhook);
        (now.GetProperty("enabled").GetBoolean(), now.Str("status")).Should().Be((false, "paused"));
        await owner.CreateTaskAsync(project, "Not even tried");
        await app.RoutedAsync();
        receiver.Receipts.Should().ContainSingle();
    }

    [Fact]
    public async Task SwitchedOff_KeepsWhatWaitsAsDeadLetters_WhichAreSentWhenItIsOnAgain()
    {
        var (owner, project, webhook) = await ConnectAsync();
        receiver.Always = Fault.Status(500);
        await owner.CreateTaskAsync(project, "Waits");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count > 0, Patience, "it was tried");
        await StatusAsync("pending", 1);
        await owner.PatchIntegrationAsync(webhook, new { enabled = false }).ReadAsync(200);
        await owner.RetryAsync(new { filter = new { channel = "webhook" } }).ReadAsync(200);
        var dead = (await owner.DeliveriesAsync("?status=dead&channel=webhook", 1)).Single();
        dead.Str("last_error").Should().Contain("switched off");

        receiver.Always = null;
        await owner.PatchIntegrationAsync(webhook, new { enabled = true }).ReadAsync(200);
        await owner.RetryAsync(new { ids = new[] { dead.Id() } }).ReadAsync(200);
        await StatusAsync("delivered", 1);
    }

    [Fact]
    public async Task SecretThatCannotBeRead_HoldsUpItsIntegrationOnly()
    {
        var (owner, project, sealedOff) = await ConnectAsync();
        receiver.Secret = (await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()))).Str(
            "signing_secret"
        )!;
        await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            $"UPDATE integration_secrets SET sealed = set_byte(sealed, octet_length(sealed) - 1, 255 - get_byte(sealed, octet_length(sealed) - 1)) WHERE integration_id = '{sealedOff.Id()}'"
        );
        await owner.CreateTaskAsync(project, "For both");
        await StatusAsync("delivered", 1);
        (await ListAsync("SELECT status || ' ' || last_error FROM deliveries WHERE status <> 'delivered' AND channel = 'webhook'"))
            .Should()
            .Equal("pending The integration is paused.");
    }

    [Fact]
    public async Task WorkerLostWhileSending_IsSentAgainWithTheSameId()
    {
        var (owner, project, _) = await ConnectAsync();
        receiver.Always = Fault.Silence;
        await owner.CreateTaskAsync(project, "In the gap");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count == 1, Patience, "it is being sent");
        // What a worker killed in the gap leaves: a try begun, and a lease that ends.
        await AsWorkerAsync(
            "UPDATE deliveries SET lease_token = gen_random_uuid(), leased_until = clock_timestamp() WHERE status = 'sending'"
        );
        receiver.Always = null;

        await StatusAsync("delivered", 1);
        receiver.Distinct.Should().ContainSingle();
        receiver.Receipts.Should().HaveCount(2);
        (await ListAsync("SELECT string_agg(outcome, ',' ORDER BY attempt) FROM delivery_attempts")).Should().Equal("lost,delivered");
    }

    [Fact]
    public async Task LeaseThatEnded_FencesTheWorkerThatHeldIt()
    {
        var (owner, project, _) = await ConnectAsync();
        receiver.Always = new Fault(async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted);
            context.Response.StatusCode = 500;
        });
        await owner.CreateTaskAsync(project, "Paused too long");
        await Eventually.BeTrueAsync(() => receiver.Receipts.Count == 1, Patience, "it is being sent");
        await AsWorkerAsync(
            "UPDATE deliveries SET status = 'delivered', lease_token = NULL, leased_until = NULL, delivered_at = clock_timestamp()"
        );
        await Task.Delay(TimeSpan.FromSeconds(4));
        (await DeliveriesAsync("status")).Should().Equal(["delivered"], "the failure of the old lease says nothing any more");
    }

    private async Task<(TestUser Owner, TestProject Project, JsonElement Webhook)> ConnectAsync()
    {
        var owner = await app.SignUpAsync("Owner");
        var project = await owner.CreateProjectAsync();
        await app.RoutedAsync();
        var webhook = await owner.ConnectAsync(
            new
            {
                kind = "webhook",
                name = "Our server",
                events = new[] { "*" },
                config = new { url = new Uri(receiver.Address, "hook").ToString() },
            }
        );
        receiver.Secret = webhook.Str("signing_secret")!;
        return (owner, project, webhook);
    }

    private Task ReceivedAsync(int count) =>
        Eventually.BeTrueAsync(() => receiver.Distinct.Count >= count, Patience, $"{count} should be received");

    private Task StatusAsync(string status, int count) =>
        Eventually.BeTrueAsync(
            async () => (await DeliveriesAsync("status")).Count(s => s == status) == count,
            TimeSpan.FromSeconds(60),
            $"{count} should be {status}"
        );

    private Task<List<string>> DeliveriesAsync(string columns) => ListAsync($"SELECT {columns} FROM deliveries WHERE channel = 'webhook'");

    private async Task<List<string>> ListAsync(string sql)
    {
        var text = await Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), $"SELECT array_to_string(array({sql}), '|')");
        return [.. (text ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries)];
    }

    private Task AsWorkerAsync(string sql) => Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), sql);
}
