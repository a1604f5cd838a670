using System.Net;
using System.Net.Http.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>S-5.2, C-4.1: a node that is told to stop asks its clients to move, then cuts off who stayed, and exits 0.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly TemporaryDirectory home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Terminate_WithAClientThatStays_AsksItToMoveAndEndsWithinTheDrain()
    {
        await using var node = NodeProcess.Start(Path.Combine(home.Path, "data"), port: null, ("Realtime:Drain", "4s"));
        await Eventually.BeTrueAsync(() => node.HasLine("TaskFlow is ready at"), TimeSpan.FromSeconds(90), "ready");
        var alice = await TestUser.SignUpAsync(node.Address, "Alice", "Acme");
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        await client.SubscribeAsync(project.Id);

        await node.SignalAsync("TERM");
        var asked = await client.MessageAsync("server_shutting_down", seconds: 5);
        using var probe = new HttpClient { BaseAddress = node.Address };
        (await probe.GetAsync(new Uri("/health/readiness", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await alice.Http.PostAsync("/hubs/activity/negotiate?negotiateVersion=1", null).ShouldBeProblemAsync(503, "DRAINING");
        await alice.CreateTaskAsync(project, "Still served");
        await client.ReachAsync(1);
        var (code, elapsed) = await node.WaitForExitAsync(TimeSpan.FromSeconds(20));

        asked.GetProperty("in_seconds").GetInt32().Should().Be(4);
        asked.GetProperty("reconnect_after_ms").GetInt32().Should().BeInRange(0, 2_667);
        code.Should().Be(0);
        elapsed.Should().BeLessThan(TimeSpan.FromSeconds(4 + 5), "the drain, and 5 s for the rest");
        (await client.Closed.WaitAsync(TimeSpan.FromSeconds(2))).Should().BeNull("a close message came, not a broken line");
    }

    [Fact]
    public async Task Terminate_WhenTheClientMoves_EndsAtOnce()
    {
        await using var node = NodeProcess.Start(Path.Combine(home.Path, "data"));
        await Eventually.BeTrueAsync(() => node.HasLine("TaskFlow is ready at"), TimeSpan.FromSeconds(90), "ready");
        var alice = await TestUser.SignUpAsync(node.Address, "Alice", "Acme");
        var client = await LiveClient.ConnectAsync(alice);

        await node.SignalAsync("TERM");
        await client.MessageAsync("server_shutting_down", seconds: 5);
        await client.DisposeAsync();
        var (code, elapsed) = await node.WaitForExitAsync(TimeSpan.FromSeconds(20));

        code.Should().Be(0);
        elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5), "nobody is left to wait for");
    }
}
