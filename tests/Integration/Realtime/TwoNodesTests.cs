using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>Two whole nodes on one database and one Redis: it does not matter which of them a client is connected to.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private RedisServer redis = null!;
    private TestApp here = null!;
    private TestApp there = null!;

    public async Task InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        here = await StartAsync(database: null);
        there = await StartAsync(here.ConnectionString);
        foreach (var node in new[] { here, there })
        {
            var bus = node.Services.GetRequiredService<IRealtimeBus>();
            await Eventually.BeTrueAsync(() => bus.IsConnected, TimeSpan.FromSeconds(15), "the bus is connected");
        }
    }

    public async Task DisposeAsync()
    {
        await there.DisposeAsync();
        await here.DisposeAsync();
        await redis.DisposeAsync();
    }

    /// <summary>One after the other, so that polling alone would take four seconds each.</summary>
    [Fact]
    public async Task Writes_OfOneNode_AreSeenThroughTheOther_BeforeItPolls()
    {
        var (alice, project) = await ProjectAsync();
        await using var live = await ConnectAsync(there, alice);
        var head = (await live.SubscribeAsync(project.Id)).GetProperty("head").GetInt64();
        var started = Stopwatch.GetTimestamp();
        for (var seq = head + 1; seq <= head + 8; seq++)
        {
            await alice.CreateTaskAsync(project, "Here");
            await live.ReachAsync(seq);
        }
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task People_OnDifferentNodes_SeeEachOther()
    {
        var (alice, project) = await ProjectAsync();
        var bob = await here.SignUpAsync("Bob");
        await alice.AdmitAsync(bob, "member");
        await using var hers = await ConnectAsync(here, alice);
        await using var his = await ConnectAsync(there, bob);
        await hers.SubscribeAsync(project.Id);
        await his.SubscribeAsync(project.Id);
        await hers.MessageAsync("presence", message => Names(message)?.SequenceEqual(["Alice", "Bob"]) == true);
        await his.MessageAsync("presence", message => Names(message)?.SequenceEqual(["Alice", "Bob"]) == true);
    }

    [Fact]
    public async Task Connections_CountOnBothNodes()
    {
        var (alice, _) = await ProjectAsync();
        await using var first = await ConnectAsync(here, alice);
        await using var second = await ConnectAsync(there, alice);
        foreach (var node in new[] { here, there })
            (await NegotiateAsync(node, alice)).Should().Be(429);
    }

    [Fact]
    public async Task WithoutRedis_EventsStillCome_PresenceIsUnknown_AndComesBack()
    {
        var (alice, project) = await ProjectAsync();
        await using var live = await ConnectAsync(there, alice);
        var head = (await live.SubscribeAsync(project.Id)).GetProperty("head").GetInt64();
        await live.MessageAsync("presence", message => Names(message) is not null);
        await redis.KillAsync();
        await live.MessageAsync("presence", message => Names(message) is null);

        var started = Stopwatch.GetTimestamp();
        for (var seq = head + 1; seq <= head + 4; seq++)
        {
            await alice.CreateTaskAsync(project, "Here");
            await live.ReachAsync(seq);
        }
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(8), "each is polled for within 1.2 s");

        await redis.RestartAsync();
        await live.MessageAsync("presence", message => Names(message)?.Contains("Alice") == true, seconds: 60);
    }

    /// <summary>The other node has nobody in the project, so nothing of it in its memory.</summary>
    [Fact]
    public async Task Replay_OnANodeThatWasNotThere_ComesFromTheSharedWindow_OrFromTheTableWhenItIsFlushed()
    {
        using var reads = new ReplayReads();
        var (alice, project) = await ProjectAsync();
        var (epoch, seen) = (Guid.Empty, 0L);
        await using (var live = await ConnectAsync(here, alice))
        {
            var subscribed = await live.SubscribeAsync(project.Id);
            (epoch, seen) = (subscribed.GetProperty("epoch").GetGuid(), subscribed.GetProperty("head").GetInt64());
            for (var i = 0; i < 20; i++)
                await alice.CreateTaskAsync(project, "Missed");
            await live.ReachAsync(seen + 20);
        }
        await Eventually.BeTrueAsync(
            async () => (await redis.SendAsync("KEYS", "*:log:*")).StartsWith("*1", StringComparison.Ordinal),
            TimeSpan.FromSeconds(5),
            "the window has the project"
        );

        await ReplaysAsync();
        reads["window"].Should().BePositive();

        var before = reads["window"];
        await redis.SendAsync("FLUSHALL");
        await ReplaysAsync();
        reads["window"].Should().Be(before, "there is nothing to read");

        async Task ReplaysAsync()
        {
            await using var late = await ConnectAsync(there, alice);
            (await late.SubscribeAsync(project.Id, epoch, seen)).GetProperty("replayed").GetInt32().Should().Be(20);
            await late.ReachAsync(seen + 20);
            late.Numbers.Should().Equal(Enumerable.Range(1, 20).Select(i => seen + i));
        }
    }

    private async Task<TestApp> StartAsync(string? database)
    {
        var app = new TestApp
        {
            Database = database,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Redis:Connection"] = redis.Connection,
                ["Realtime:PerUser"] = "2",
            },
        };
        await app.InitializeAsync();
        return app;
    }

    private async Task<(TestUser, TestProject)> ProjectAsync()
    {
        var alice = await here.SignUpAsync();
        return (alice, await alice.CreateProjectAsync());
    }

    private static Task<LiveClient> ConnectAsync(TestApp node, TestUser user) => LiveClient.ConnectAsync(node.Address, Token(user));

    private static async Task<int> NegotiateAsync(TestApp node, TestUser user)
    {
        using var http = node.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token(user));
        using var answer = await http.PostAsync("/hubs/activity/negotiate?negotiateVersion=1", null);
        return (int)answer.StatusCode;
    }

    private static string Token(TestUser user) => user.Http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>Counts by source; no other test has nodes with Redis, so none reads a window.</summary>
    private sealed class ReplayReads : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
        private readonly MeterListener listener = new();

        public ReplayReads()
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "taskflow.realtime.replay_reads")
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>(
                (_, count, tags, _) => counts.AddOrUpdate((string)tags[0].Value!, count, (_, sum) => sum + count)
            );
            listener.Start();
        }

        public long this[string source] => counts.GetValueOrDefault(source);

        public void Dispose() => listener.Dispose();
    }

    /// <summary>Null when presence is unknown.</summary>
    private static IEnumerable<string?>? Names(JsonElement presence) =>
        presence.GetProperty("users") is { ValueKind: JsonValueKind.Array } users
            ? users.EnumerateArray().Select(user => user.GetProperty("name").GetString())
            : null;
}
