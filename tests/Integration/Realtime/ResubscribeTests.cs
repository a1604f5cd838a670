using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>What a client that mends nothing may rely on: between two answers, numbers ascend without gap or repetition, whatever happens at once.</summary>
public sealed class ResubscribeTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Turns = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Subscribe_AgainAndAgainWhileOthersWrite_NothingOfTheOldOneFollowsTheAnswer()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var client = await WireClient.ConnectAsync(alice);
        using var enough = new CancellationTokenSource(Patience);
        var writing = Enumerable.Range(0, 3).Select(_ => WriteAsync(alice, project, enough.Token)).ToList();
        var random = new Random(20261123);

        var turns = 0;
        while (turns < Turns && !enough.IsCancellationRequested)
        {
            var from = Math.Max(0, client.Frames.Select(WireClient.NumberOf).LastOrDefault(n => n > 0) - random.Next(0, 20));
            var called = client.Frames.Count;
            var answered = await client.CallAsync("Subscribe", project.Id, null, from);
            await Task.Delay(random.Next(60, 150), CancellationToken.None);

            // Up to the answer the end of the old subscription may come, then the beginning of the new one: behind it, the new one alone.
            var frames = client.Frames;
            var behind = Numbers(frames.Skip(answered));
            var next =
                Numbers(frames.Skip(called).Take(answered - called)) is [.., var last] && behind is [var first, ..] && first == last + 1
                    ? first
                    : from + 1;
            behind.Should().Equal(behind.Select((_, index) => next + index), "subscribed behind {0}", from);
            turns += behind.Count > 0 ? 1 : 0;
        }
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        turns.Should().Be(Turns, "fewer prove nothing");
    }

    [Fact]
    public async Task Unsubscribe_WhileOthersWrite_NothingFollowsItsAnswer()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var client = await WireClient.ConnectAsync(alice);
        using var enough = new CancellationTokenSource(Patience);
        var writing = Enumerable.Range(0, 3).Select(_ => WriteAsync(alice, project, enough.Token)).ToList();

        for (var turn = 0; turn < Turns; turn++)
        {
            var seen = client.Frames.Select(WireClient.NumberOf).LastOrDefault(n => n > 0);
            await client.CallAsync("Subscribe", project.Id, null, seen);
            await Task.Delay(60, CancellationToken.None);
            var answered = await client.CallAsync("Unsubscribe", project.Id);
            await Task.Delay(120, CancellationToken.None);
            Numbers(client.Frames.Skip(answered)).Should().BeEmpty();
        }
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        Numbers(client.Frames).Should().HaveCountGreaterThan(10).And.BeInAscendingOrder();
    }

    /// <summary>A restore makes a new epoch; who is connected is told to load anew.</summary>
    [Fact]
    public async Task NewEpoch_ResetsOpenSubscriptions()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        var old = (await client.SubscribeAsync(project.Id)).GetProperty("epoch").GetGuid();

        await Sql.ScalarAsync(
            app.ConnectionString,
            $"SET LOCAL app.orgs = '{{{alice.OrganizationId}}}'; UPDATE project_feeds SET epoch = gen_random_uuid() WHERE project_id = '{project.Id}'"
        );
        var reset = await client.MessageAsync("reset");
        reset.GetProperty("project_id").GetGuid().Should().Be(project.Id);
        reset.GetProperty("reason").GetString().Should().Be("epoch");
        (await client.SubscribeAsync(project.Id, old)).GetProperty("reset").GetBoolean().Should().BeTrue();
        (await client.SubscribeAsync(project.Id)).GetProperty("epoch").GetGuid().Should().NotBe(old);
    }

    private static List<long> Numbers(IEnumerable<System.Text.Json.JsonElement> frames) =>
        [.. frames.Select(WireClient.NumberOf).Where(n => n > 0)];

    private static async Task WriteAsync(TestUser user, TestProject project, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
            await user.CreateTaskAsync(project, $"Task {number}");
    }
}
