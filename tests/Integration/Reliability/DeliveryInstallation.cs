using System.Collections.Concurrent;
using System.Globalization;
using TaskFlow.Integration.Identity;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Reliability;

/// <summary>One node that answers and two that work, as processes of their own on one PostgreSQL, with a customer's server and a mail server beside them.</summary>
internal sealed class DeliveryInstallation : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    /// <summary>Of one try; a lease is four times as long (ADR 0026).</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(2);

    private readonly TemporaryDirectory home = new();
    private readonly NodeProcess?[] workers = new NodeProcess?[2];
    private readonly ConcurrentBag<NodeProcess> started = [];
    private PrivatePostgres? postgres;
    private NodeProcess? front;

    public static TimeSpan Lease => 4 * LongestTry;

    public WebhookReceiver Receiver { get; } = new();

    public SmtpSink Mail { get; } = new();

    public string Database => postgres!.Superuser;

    public TestUser Ann { get; private set; } = null!;

    public TestUser Ben { get; private set; } = null!;

    public TestProject Project { get; private set; } = null!;

    public async Task StartAsync()
    {
        await Receiver.StartAsync();
        Mail.Start();
        postgres = await PrivatePostgres.StartAsync(home.Path);
        front = await StartNodeAsync("front", "api,realtime");
        await Task.WhenAll(StartWorkerAsync(0), StartWorkerAsync(1));
        Ann = await TestUser.SignUpAsync(front.Address, "Ann", "Acme");
        Ben = await TestUser.SignUpAsync(front.Address, "Ben", null);
        await Ann.AdmitAsync(Ben, "member");
        await Ben.SendAsync(
                HttpMethod.Put,
                "/api/notifications/preferences",
                new { reasons = new { watching = new { inbox = true, email = true } } }
            )
            .ReadAsync(200);
        Project = await Ann.CreateProjectAsync();
        var webhook = await Ann.ConnectAsync(IntegrationSteps.Webhook(new Uri(Receiver.Address, "hook").ToString()));
        Receiver.Secret = webhook.Str("signing_secret")!;
        await AccountLinks.AccountMailsAreOutAsync(Database);
        Mail.Forget();
    }

    public async Task StartWorkerAsync(int number) =>
        workers[number] = await StartNodeAsync(string.Create(CultureInfo.InvariantCulture, $"worker-{number}"), "worker");

    public async Task KillWorkerAsync(int number)
    {
        var worker = workers[number]!;
        workers[number] = null;
        await worker.SignalAsync("KILL");
        await worker.WaitForExitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Long enough that its leases end and others take its work.</summary>
    public async Task PauseWorkerPastItsLeaseAsync(int number)
    {
        await workers[number]!.SignalAsync("STOP");
        await Task.Delay(Lease + TimeSpan.FromSeconds(3));
        await workers[number]!.SignalAsync("CONT");
    }

    /// <summary>SIGTERM.</summary>
    public async Task RestartWorkerAsync(int number)
    {
        var worker = workers[number]!;
        workers[number] = null;
        await worker.SignalAsync("TERM");
        (await worker.WaitForExitAsync(TimeSpan.FromSeconds(10))).ExitCode.Should().Be(0);
        await StartWorkerAsync(number);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in started)
            await node.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        await Receiver.DisposeAsync();
        await Mail.DisposeAsync();
        home.Dispose();
    }

    private async Task<NodeProcess> StartNodeAsync(string name, string roles)
    {
        var node = NodeProcess.Start(
            Path.Combine(home.Path, name),
            null,
            ("Roles", roles),
            ("Database:Connection", postgres!.ConnectionString),
            ("Resilience:TotalTimeout", Seconds(LongestTry)),
            ("Resilience:AttemptTimeout", Seconds(LongestTry / 2)),
            ("Resilience:ConnectTimeout", "500ms"),
            ("Integrations:Webhooks:AllowedPrivateHosts", Receiver.Address.Authority),
            ("Deliveries:CoalescingWindow", "1s"),
            ("Email:From", "TaskFlow <taskflow@example.test>"),
            ("Email:Smtp:Host", "127.0.0.1"),
            ("Email:Smtp:Port", Mail.Port.ToString(CultureInfo.InvariantCulture)),
            ("Email:Smtp:Security", "none")
        );
        started.Add(node);
        // A node that only works announces itself to nobody.
        using var http = new HttpClient { BaseAddress = node.Address };
        await Eventually.BeTrueAsync(() => IsReadyAsync(http), StartPatience, $"{name} should be ready");
        return node;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/health/readiness")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");
}
