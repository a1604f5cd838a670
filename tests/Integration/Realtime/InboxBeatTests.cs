using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>The badge follows the inbox on every open page (issue "Live").</summary>
public sealed class InboxBeatTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Unread_IsToldToThePersonsConnections_AndToNobodyElse()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();
        await using var first = await LiveClient.ConnectAsync(bob);
        await using var second = await LiveClient.ConnectAsync(bob);
        await using var others = await LiveClient.ConnectAsync(alice);

        await alice.CreateTaskAsync(project, "Theirs", new { assignee_ids = new[] { bob.Id } });
        foreach (var client in new[] { first, second })
            (await client.MessageAsync("notification")).GetInt32().Should().Be(1);
        await bob.SendAsync(HttpMethod.Post, "/api/notifications/read", new { all = true }).ReadAsync(200);
        foreach (var client in new[] { first, second })
            await client.MessageAsync("notification", unread => unread.GetInt32() == 0);
        others.Messages("notification").Should().BeEmpty();
    }
}
