using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.Integration.Telemetry;

/// <summary>
/// C-4.5: what a node tells Prometheus after real connections came and went. Meters are the process's and other tests run beside these, so
/// numbers grow by at least what happened here.
/// </summary>
public sealed class MetricsPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int port = FreePort.Choose(wanted: null);
    private readonly TestApp app;
    private readonly HttpClient http;

    public MetricsPageTests()
    {
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Telemetry:Metrics:Port"] = port.ToString(CultureInfo.InvariantCulture),
            },
        };
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync()
    {
        http.Dispose();
        return app.DisposeAsync();
    }

    [Fact]
    public async Task Connections_AreCountedByHowTheyEndAndWhetherTheyCouldGoOn()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var before = await ReadAsync();

        await using var leaving = await WireClient.ConnectAsync(alice);
        var lost = await WireClient.ConnectAsync(alice);
        await using var staying = await LiveClient.ConnectAsync(alice);
        var epoch = (await staying.SubscribeAsync(project.Id)).GetProperty("epoch").GetGuid();
        await staying.SubscribeAsync(project.Id, epoch);
        await leaving.CallAsync("Subscribe", project.Id, Guid.CreateVersion7(), 0);
        await lost.CallAsync("Subscribe", project.Id, epoch, 0);
        await alice.CreateTaskAsync(project, "Seen live");
        await staying.ReachAsync(1);
        (await ReadAsync()).Value("taskflow_realtime_connections").Should().BeGreaterThanOrEqualTo(3);
        await leaving.CloseAsync();
        await lost.DisposeAsync();

        await GrowAsync(before, "taskflow_realtime_disconnects_total", "reason", "left", 1);
        await GrowAsync(before, "taskflow_realtime_disconnects_total", "reason", "lost", 1);
        await GrowAsync(before, "taskflow_realtime_connection_duration_seconds_count", null, null, 2);
        await GrowAsync(before, "taskflow_realtime_subscriptions_total", "outcome", "new", 1);
        await GrowAsync(before, "taskflow_realtime_subscriptions_total", "outcome", "resumed", 2);
        await GrowAsync(before, "taskflow_realtime_subscriptions_total", "outcome", "reset", 1);
        await GrowAsync(before, "taskflow_realtime_latency_seconds_count", null, null, 1);

        // Whoever goes after the node has asked it to is no loss, however it goes; the page outlives the drain.
        var moved = await WireClient.ConnectAsync(alice);
        app.Services.GetRequiredService<NodeState>().Drain();
        await staying.MessageAsync("server_shutting_down");
        await Eventually.BeTrueAsync(() => moved.Frames.Any(frame => frame.ToString().Contains("server_shutting_down")), Patience, "asked");
        await moved.DisposeAsync();
        await staying.DisposeAsync();
        await GrowAsync(before, "taskflow_realtime_disconnects_total", "reason", "drain", 2);
    }

    [Fact]
    public async Task Page_IsWhatPrometheusTakes_AndTellsNothingOfTenants()
    {
        var alice = await app.SignUpAsync("Alice", "Acme Rockets");
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        await client.SubscribeAsync(project.Id);
        await alice.CreateTaskAsync(project, "Seen live");
        await client.ReachAsync(1);

        using var answer = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/plain; version=0.0.4; charset=utf-8");
        var page = new MetricsReading(await answer.Content.ReadAsStringAsync());

        using var file = new TemporaryDirectory();
        var path = Path.Combine(file.Path, "page");
        await File.WriteAllTextAsync(path, page.Text);
        var judged = await Command.RunAsync(["/bin/sh", "-c", "promtool check metrics < \"$0\"", path], CancellationToken.None);
        // 3: it was read, and names of libraries are not to its taste.
        judged.ExitCode.Should().BeOneOf([0, 3], judged.Output);
        judged.Output.Should().NotContain("taskflow_", "our names follow its rules");
        page.Names.Should()
            .Contain([
                "http_server_request_duration_seconds",
                "kestrel_active_connections",
                "db_client_connection_count",
                "dotnet_gc_pause_time_seconds_total",
            ]);
        page.ValuesOf("db_client_connection_count", "db_client_connection_pool_name")
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(pool => pool == "taskflow");
        page.Text.Should().NotContainAny("Acme", "Alice", alice.Email, "Username=");
        page.Text.Should().NotMatchRegex("[0-9a-f]{8}-[0-9a-f]{4}-", "no id is a label");
    }

    [Fact]
    public async Task NothingElse_IsOnThatPort_AndThePageOnNoOther()
    {
        (await http.GetAsync(new Uri("/health/liveness", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await http.GetAsync(new Uri("/api/me", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await http.PostAsync(new Uri("/metrics", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        using var anonymous = app.Anonymous();
        (await anonymous.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>A renamed meter, label or reason turns this red before it turns an alert silent.</summary>
    [Fact]
    public async Task RulesAndRunbooks_NameOnlyWhatIsExported()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        await client.SubscribeAsync(project.Id);
        await alice.CreateTaskAsync(project, "Seen live");
        await client.ReachAsync(1);
        var page = await ReadAsync();
        var texts = Operations.Rules.Append("ops/runbooks/live.md").Select(Operations.Read).ToList();
        var recorded = texts.SelectMany(text => Regex.Matches(text, "record: (\\S+)").Select(match => match.Groups[1].Value)).ToHashSet();
        var named = 0;
        foreach (var text in texts)
        {
            foreach (Match metric in Regex.Matches(text, @"\b((?:taskflow|dotnet)_\w+)(?:\{([^}]*)\})?"))
            {
                page.Names.Should().Contain(metric.Groups[1].Value);
                foreach (Match matcher in Regex.Matches(metric.Groups[2].Value, "(\\w+)[!=]=?~?\"([^\"]*)\""))
                    page.ValuesOf(metric.Groups[1].Value, matcher.Groups[1].Value).Should().Contain(matcher.Groups[2].Value.Split('|'));
                named++;
            }
            foreach (Match name in Regex.Matches(text, @"\btaskflow:[\w:]+"))
                recorded.Should().Contain(name.Value);
            foreach (Match labels in Regex.Matches(text, @"\b(?:by|on) \(([^)]*)\)"))
                page.LabelsOf("taskflow_").Concat(["job", "instance"]).Should().Contain(labels.Groups[1].Value.Split(", "));
        }
        named.Should().BeGreaterThan(10);
    }

    private async Task<MetricsReading> ReadAsync() => new(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

    private Task GrowAsync(MetricsReading before, string name, string? label, string? value, int by) =>
        Eventually.BeTrueAsync(
            async () => (await ReadAsync()).Value(name, label, value) >= before.Value(name, label, value) + by,
            Patience,
            $"{name} {label} {value} grows by {by}"
        );
}
