using System.Net.Http.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>C-4.2: every envelope once, in order, whether it was missed or happens now; and a clear word when the log does not lead there.</summary>
public sealed class SubscribeTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Subscribe_AtTheStart_GetsWhatWasAndWhatComesOnceInOrder()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        for (var number = 1; number <= 5; number++)
            await alice.CreateTaskAsync(project, $"Before {number}");
        await using var client = await LiveClient.ConnectAsync(alice);

        var answer = await client.SubscribeAsync(project.Id);
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => alice.CreateTaskAsync(project, $"After {number}")));

        var changes = await ChangesAsync(alice, project.Id);
        await client.ReachAsync(changes.Head);
        answer.GetProperty("epoch").GetGuid().Should().Be(changes.Epoch);
        answer.GetProperty("reset").GetBoolean().Should().BeFalse();
        answer.GetProperty("replayed").GetInt64().Should().Be(answer.GetProperty("head").GetInt64());
        client.Numbers.Should().Equal(Enumerable.Range(1, (int)changes.Head).Select(seq => (long)seq));
        client.Activities.Select(envelope => envelope.GetRawText()).Should().Equal(changes.Items, "it is what /changes tells");
    }

    [Fact]
    public async Task Subscribe_BehindANumber_GetsOnlyWhatIsNewer()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.CreateTaskAsync(project, "Seen");
        var (epoch, seen, _) = await ChangesAsync(alice, project.Id);
        await alice.CreateTaskAsync(project, "Missed");
        await using var client = await LiveClient.ConnectAsync(alice, skipNegotiation: false);

        var answer = await client.SubscribeAsync(project.Id, epoch, seen);
        await alice.CreateTaskAsync(project, "Live");
        await client.ReachAsync(seen + 2);

        answer.GetProperty("replayed").GetInt64().Should().Be(1);
        client.Numbers.Should().Equal(seen + 1, seen + 2);
    }

    [Fact]
    public async Task Subscribe_WhereTheLogDoesNotLead_SaysResetAndSendsNothing()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.CreateTaskAsync(project, "One");
        var (epoch, head, _) = await ChangesAsync(alice, project.Id);
        await using var client = await LiveClient.ConnectAsync(alice);

        var restored = await client.SubscribeAsync(project.Id, Guid.CreateVersion7(), head);
        var ahead = await client.SubscribeAsync(project.Id, epoch, head + 1);
        await alice.CreateTaskAsync(project, "Two");

        restored.GetProperty("reset").GetBoolean().Should().BeTrue("the epoch is another");
        ahead.GetProperty("reset").GetBoolean().Should().BeTrue("the client has seen more than there is");
        var resumed = await client.SubscribeAsync(project.Id, epoch, head + 1);
        await alice.CreateTaskAsync(project, "Three");
        await client.ReachAsync(head + 2);
        resumed.GetProperty("reset").GetBoolean().Should().BeFalse();
        client.Numbers.Should().Equal([head + 2], "what was told to load anew is not subscribed");
    }

    [Fact]
    public async Task Subscribe_MoreThan500Behind_SaysReset()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var (epoch, start, _) = await ChangesAsync(alice, project.Id);
        var task = (await alice.CreateTaskAsync(project, "Busy")).GetProperty("id").GetGuid();
        for (var edit = 1; edit <= 500; edit++)
            await alice.Http.PatchAsJsonAsync($"/api/tasks/{task}", new { estimate = edit, version = edit }).ReadAsync(200);
        await using var client = await LiveClient.ConnectAsync(alice);

        var tooFar = await client.SubscribeAsync(project.Id, epoch, start);
        var near = await client.SubscribeAsync(project.Id, epoch, start + 1);
        await client.ReachAsync(start + 501);

        tooFar.GetProperty("reset").GetBoolean().Should().BeTrue("501 are missing");
        near.GetProperty("replayed").GetInt64().Should().Be(500);
        client.Numbers.Should().Equal(Enumerable.Range(1, 500).Select(n => start + 1 + n));
    }

    [Fact]
    public async Task Subscribe_Again_ContinuesFromTheNewPlace()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.CreateTaskAsync(project, "One");
        var (epoch, head, _) = await ChangesAsync(alice, project.Id);
        await using var client = await LiveClient.ConnectAsync(alice);

        await client.SubscribeAsync(project.Id, epoch, head);
        await client.SubscribeAsync(project.Id, epoch, head - 1);
        await client.ReachAsync(head);
        await alice.CreateTaskAsync(project, "Two");
        await client.ReachAsync(head + 1);

        client.Numbers.Should().Equal(head, head + 1);
    }

    [Fact]
    public async Task Subscribe_ToSeveralProjects_KeepsThemApartAndUnsubscribeEndsOne()
    {
        var alice = await app.SignUpAsync();
        var (first, second) = (await alice.CreateProjectAsync("ONE"), await alice.CreateProjectAsync("TWO"));
        await using var client = await LiveClient.ConnectAsync(alice);
        var (heads, other) = (await client.SubscribeAsync(first.Id), await client.SubscribeAsync(second.Id));

        var told = heads.GetProperty("head").GetInt32();
        await Eventually.BeTrueAsync(() => OfProject(client, first.Id).Count == told, TimeSpan.FromSeconds(10), "ONE");

        await client.CallAsync("Unsubscribe", first.Id);
        await alice.CreateTaskAsync(first, "Not told");
        await alice.CreateTaskAsync(second, "Told");
        await Eventually.BeTrueAsync(
            () => OfProject(client, second.Id).Count > other.GetProperty("head").GetInt64(),
            TimeSpan.FromSeconds(10),
            "TWO"
        );

        OfProject(client, first.Id).Should().HaveCount(told, "nothing came after Unsubscribe");
    }

    [Fact]
    public async Task Subscribe_ToWhatOneMayNotSee_IsNotFound()
    {
        var (alice, mallory) = (await app.SignUpAsync(), await app.SignUpAsync("Mallory"));
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(mallory);

        (await client.RefusalAsync("Subscribe", project.Id, null, 0L)).Should().Contain("NOT_FOUND");
        (await client.RefusalAsync("Subscribe", Guid.CreateVersion7(), null, 0L)).Should().Contain("NOT_FOUND");
        (await client.RefusalAsync("Subscribe", project.Id, null, -1L)).Should().Contain("VALIDATION_FAILED");
        await alice.CreateTaskAsync(project, "Secret");
        client.Activities.Should().BeEmpty();
    }

    [Fact]
    public async Task Subscribers_OfOneProject_AllSeeTheSame()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var clients = new List<LiveClient>();
        for (var number = 0; number < 5; number++)
            clients.Add(await LiveClient.ConnectAsync(alice));
        foreach (var client in clients)
            await client.SubscribeAsync(project.Id);

        await Task.WhenAll(Enumerable.Range(1, 60).Select(number => alice.CreateTaskAsync(project, $"Task {number}")));
        var changes = await ChangesAsync(alice, project.Id);

        foreach (var client in clients)
        {
            await client.ReachAsync(changes.Head);
            client.Numbers.Should().Equal(Enumerable.Range(1, (int)changes.Head).Select(seq => (long)seq));
            await client.DisposeAsync();
        }
    }

    private static IReadOnlyList<long> OfProject(LiveClient client, Guid projectId) =>
        [
            .. client
                .Activities.Where(envelope => envelope.GetProperty("project_id").GetGuid() == projectId)
                .Select(envelope => envelope.GetProperty("seq").GetInt64()),
        ];

    private static async Task<(Guid Epoch, long Head, List<string> Items)> ChangesAsync(TestUser user, Guid projectId)
    {
        var changes = await user.Http.GetAsync($"/api/projects/{projectId}/changes?after=0&limit=200").ReadAsync(200);
        return (
            changes.GetProperty("epoch").GetGuid(),
            changes.GetProperty("head").GetInt64(),
            [.. changes.GetProperty("items").EnumerateArray().Select(item => item.GetRawText())]
        );
    }
}
