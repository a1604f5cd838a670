using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>C-4.4: who is in the project, who looks at which task, who edits it.</summary>
public sealed class WhoIsThereTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Presence_ShowsWhoCameWhoLooksAndWhoEdits()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();
        var task = (await alice.CreateTaskAsync(project, "Looked at")).GetProperty("id").GetGuid();
        await using var hers = await LiveClient.ConnectAsync(alice);
        await using var his = await LiveClient.ConnectAsync(bob);

        await hers.SubscribeAsync(project.Id);
        await hers.MessageAsync("presence", message => Names(message).SequenceEqual(["Alice"]));
        await his.SubscribeAsync(project.Id);
        await hers.MessageAsync("presence", message => Names(message).SequenceEqual(["Alice", "Bob"]));
        await his.MessageAsync("presence", message => Names(message).SequenceEqual(["Alice", "Bob"]));

        await his.CallAsync("Viewing", task);
        await hers.MessageAsync("presence", message => Tasks(message, "Bob", "viewing").SequenceEqual([task]));
        await bob.Http.PostAsync($"/api/tasks/{task}/lock", null).ReadAsync(200);
        await hers.MessageAsync("presence", message => Tasks(message, "Bob", "editing").SequenceEqual([task]));
        await bob.Http.DeleteAsync($"/api/tasks/{task}/lock").ReadAsync(204);
        await his.CallAsync("Viewing", [null]);
        await hers.MessageAsync(
            "presence",
            message => !Tasks(message, "Bob", "editing").Any() && !Tasks(message, "Bob", "viewing").Any() && Names(message).Contains("Bob")
        );
    }

    [Fact]
    public async Task Reconnect_NeverShowsTheOtherAsGone_ButLeavingDoesAfterTheGrace()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync();
        await using var hers = await LiveClient.ConnectAsync(alice);
        await hers.SubscribeAsync(project.Id);
        var his = await LiveClient.ConnectAsync(bob);
        await his.SubscribeAsync(project.Id);
        await hers.MessageAsync("presence", message => Names(message).Contains("Bob"));
        var seen = hers.Messages("presence").Count;

        await his.DisposeAsync();
        await using (var again = await LiveClient.ConnectAsync(bob))
        {
            await again.SubscribeAsync(project.Id);
            await again.MessageAsync("presence", message => Names(message).Contains("Bob"));
        }
        hers.Messages("presence").Skip(seen).Where(message => !Names(message).Contains("Bob")).Should().BeEmpty("he only reconnected");

        await hers.MessageAsync("presence", message => !Names(message).Contains("Bob"), seconds: 40);
    }

    [Fact]
    public async Task Viewing_ATaskOneMayNotSee_IsNotFound()
    {
        var (alice, mallory) = (await app.SignUpAsync(), await app.SignUpAsync("Mallory"));
        var project = await alice.CreateProjectAsync();
        var task = (await alice.CreateTaskAsync(project, "Private")).GetProperty("id").GetGuid();
        await using var client = await LiveClient.ConnectAsync(mallory);

        (await client.RefusalAsync("Viewing", task)).Should().Contain("NOT_FOUND");
    }

    [Fact]
    public async Task Heads_ComeEvery15Seconds()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        var head = (await client.SubscribeAsync(project.Id)).GetProperty("head").GetInt64();

        var heads = await client.MessageAsync("heads", seconds: 20);

        heads.GetProperty(project.Id.ToString()).GetInt64().Should().Be(head);
    }

    private static IEnumerable<string?> Names(JsonElement presence) =>
        presence.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("name").GetString());

    private static IEnumerable<Guid> Tasks(JsonElement presence, string name, string list) =>
        presence
            .GetProperty("users")
            .EnumerateArray()
            .Where(user => user.GetProperty("name").GetString() == name)
            .SelectMany(user => user.GetProperty(list).EnumerateArray().Select(task => task.GetGuid()));
}
