using System.Net.Http.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>Who loses access is told nothing more within 5 s (issue "Live", C-4.4).</summary>
public sealed class AccessTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task RemovedMember_IsUnsubscribedWithin5SecondsAndToldNothingMore()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();
        var own = await bob.CreateProjectAsync("OWN");
        await using var client = await LiveClient.ConnectAsync(bob);
        var head = (await client.SubscribeAsync(project.Id)).GetProperty("head").GetInt64();
        var ownHead = (await client.SubscribeAsync(own.Id)).GetProperty("head").GetInt64();
        await client.ReachAsync(Math.Max(head, ownHead));

        await alice.Http.DeleteAsync($"/api/organizations/{alice.OrganizationId}/members/{bob.Id}").ReadAsync(204);
        var ended = await client.MessageAsync("unsubscribed", seconds: 5);
        var secret = (await alice.CreateTaskAsync(project, "Secret")).GetProperty("key").GetString();
        await bob.CreateTaskAsync(own, "Mine");

        ended.GetProperty("project_id").GetGuid().Should().Be(project.Id);
        ended.GetProperty("reason").GetString().Should().Be("access");
        await Eventually.BeTrueAsync(() => KeysOf(client).Contains("OWN-1"), TimeSpan.FromSeconds(10), "the own project goes on");
        KeysOf(client).Should().NotContain(secret);
        (await client.RefusalAsync("Subscribe", project.Id, null, 0L)).Should().Contain("NOT_FOUND");
    }

    [Fact]
    public async Task MembershipThatEndsWithoutAWord_IsNoticedWithin5Seconds()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(bob);
        await client.SubscribeAsync(project.Id);

        await Sql.ScalarAsync(app.ConnectionString, $"UPDATE memberships SET ended_at = now() WHERE user_id = '{bob.Id}'");
        (await client.MessageAsync("unsubscribed", seconds: 5)).GetProperty("project_id").GetGuid().Should().Be(project.Id);
    }

    [Fact]
    public async Task GuestOfAnotherProject_SeesOnlyTheirs()
    {
        var (alice, gus) = (await app.SignUpAsync(), await app.SignUpAsync("Gus", organization: null));
        var (shown, hidden) = (await alice.CreateProjectAsync("SHOWN"), await alice.CreateProjectAsync("HIDDEN"));
        await alice.AdmitAsync(gus, "guest", shown.Id);
        await using var client = await LiveClient.ConnectAsync(gus);

        (await client.SubscribeAsync(shown.Id)).GetProperty("reset").GetBoolean().Should().BeFalse();
        (await client.RefusalAsync("Subscribe", hidden.Id, null, 0L)).Should().Contain("NOT_FOUND");
    }

    [Fact]
    public async Task RevokedToken_EndsTheConnection()
    {
        var alice = await app.SignUpAsync();
        var browser = new TestBrowser(app);
        (await browser.LoginAsync(alice.Email)).EnsureSuccessStatusCode();
        var token = await browser.Http.PostAsJsonAsync("/api/auth/tokens", new { name = "soon gone" }).ReadAsync(201);
        await using var client = await LiveClient.ConnectAsync(app.Address, token.GetProperty("token").GetString()!);

        await browser.Http.DeleteAsync($"/api/auth/tokens/{token.GetProperty("id").GetGuid()}").ReadAsync(204);

        (await Task.WhenAny(client.Closed, Task.Delay(TimeSpan.FromSeconds(5)))).Should().Be(client.Closed);
    }

    [Fact]
    public async Task NewMember_MaySubscribeOnTheConnectionTheyHave()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await using var client = await LiveClient.ConnectAsync(bob);
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();

        (await client.SubscribeAsync(project.Id)).GetProperty("reset").GetBoolean().Should().BeFalse();
    }

    private static IEnumerable<string?> KeysOf(LiveClient client) =>
        client.Activities.Select(envelope => envelope.GetProperty("resource").GetProperty("key").GetString());
}
