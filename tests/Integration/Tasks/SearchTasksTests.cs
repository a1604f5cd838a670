using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class SearchTasksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task WordsSubstringsAndJapanese_AreFound_TitlesFirst()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var inText = await user.CreateTaskAsync(project, "Printing", new { description = "first\nthe quarterly invoice is cut off\nlast" });
        var inTitle = await user.CreateTaskAsync(project, "Invoice without a number");
        var japanese = await user.CreateTaskAsync(project, "請求書の印刷が切れる");
        await user.PatchAsync(inText, new { estimate = 1 }).ReadAsync(200);

        (await FoundAsync(user, "invoice")).Select(i => i.Id()).Should().Equal(inTitle.Id(), inText.Id());
        (await FoundAsync(user, "nvoic cut")).Select(i => i.Id()).Should().Equal(inText.Id());
        (await FoundAsync(user, "invoice"))[1].Str("snippet").Should().Be("the quarterly invoice is cut off");
        (await FoundAsync(user, "印刷")).Select(i => i.Id()).Should().Equal(japanese.Id());
        (await FoundAsync(user, inText.Str("key")!.ToLowerInvariant()))[0].Id().Should().Be(inText.Id());
        (await FoundAsync(user, "invoice estimate:1")).Select(i => i.Id()).Should().Equal(inText.Id());
        (await FoundAsync(user, "invoice%")).Should().BeEmpty();
    }

    [Fact]
    public async Task EveryOrganizationOfTheCaller_AndNoOther()
    {
        var (ada, eve) = (await app.SignUpAsync("Ada"), await app.SignUpAsync("Eve"));
        var second = await ada.SendAsync(HttpMethod.Post, "/api/organizations", new { name = "Second" }).ReadAsync(201);
        var project = await ada.CreateProjectAsync();
        var here = await ada.CreateTaskAsync(project, "Ferry timetable", new { status_id = project.Statuses["Done"] });
        var path = $"/api/organizations/{second.Id()}/projects";
        var other = await ada.SendAsync(HttpMethod.Post, path, new { name = "Other" }).ReadAsync(201);
        var there = await ada.SendAsync(HttpMethod.Post, $"/api/projects/{other.Id()}/tasks", new { title = "Ferry crew" }).ReadAsync(201);
        await eve.CreateTaskAsync(await eve.CreateProjectAsync(), "Ferry secrets");

        (await FoundAsync(ada, "ferry")).Select(i => i.Id()).Should().BeEquivalentTo([here.Id(), there.Id()]);
        (await FoundAsync(ada, "ferry", $"&organization_id={second.Id()}")).Select(i => i.Id()).Should().Equal(there.Id());
        (await FoundAsync(ada, "ferry status:Done")).Select(i => i.Id()).Should().Equal(here.Id());
        await eve.SendAsync(HttpMethod.Get, $"/api/search?q=ferry&organization_id={second.Id()}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Comments_AreFoundByTheirWords_UnderTheConditionsOfTheirTask()
    {
        var (user, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (project, hidden) = (await user.CreateProjectAsync(), await user.CreateProjectAsync("HID"));
        await user.AdmitAsync(guest, "guest", project.Id);
        var task = await user.CreateTaskAsync(project, "Ferry timetable", new { priority = "high" });
        var said = await CommentAsync(user, task, "First line\nthe Gangway is *slippery*\nlast");
        var elsewhere = await CommentAsync(user, await user.CreateTaskAsync(hidden, "Crew"), "gangway duty");

        var found = await FoundAsync(user, "gangway slip");
        (found.Count, found[0].Str("type"), found[0].Id(), found[0].Id("task_id")).Should().Be((1, "comment", said.Id(), task.Id()));
        (found[0].Str("key"), found[0].Str("snippet")).Should().Be((task.Str("key"), "the Gangway is *slippery*"));
        (await FoundAsync(user, "gangway")).Select(i => i.Id()).Should().Equal(elsewhere.Id(), said.Id());
        (await FoundAsync(guest, "gangway")).Select(i => i.Id()).Should().Equal(said.Id());
        (await FoundAsync(user, "gangway priority:high")).Select(i => i.Id()).Should().Equal(said.Id());
        (await FoundAsync(user, "gangway", "&type=task")).Should().BeEmpty();
        (await FoundAsync(user, "priority:high", "&type=comment")).Should().BeEmpty();

        await user.SendAsync(HttpMethod.Patch, $"/api/comments/{said.Id()}", new { body = "The pier is closed" }).ReadAsync(200);
        (await FoundAsync(user, "gangway slip")).Should().BeEmpty();
        (await FoundAsync(user, "pier", "&type=task,comment")).Select(i => i.Id()).Should().Equal(said.Id());
        await user.SendAsync(HttpMethod.Delete, $"/api/comments/{said.Id()}").ReadAsync(204);
        (await FoundAsync(user, "pier")).Should().BeEmpty();
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{elsewhere.Id("task_id")}").ReadAsync(204);
        (await FoundAsync(user, "gangway")).Should().BeEmpty("what was said of an archived task is put away with it");
    }

    [Theory]
    [InlineData("q=", "q out_of_range")]
    [InlineData("q=x&limit=51", "limit out_of_range")]
    [InlineData("q=x&type=task,milestone", "type not_allowed")]
    [InlineData("q=label:nothing", "q unknown_label")]
    [InlineData("q=colour:red", "q unknown_key")]
    public async Task WhatCannotBeUnderstood_IsNamed(string query, string error)
    {
        var user = await app.SignUpAsync();
        var problem = await user.SendAsync(HttpMethod.Get, $"/api/search?{query}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal(error);
    }

    private static Task<JsonElement> CommentAsync(TestUser user, JsonElement task, string body) =>
        user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body }).ReadAsync(201);

    private static async Task<List<JsonElement>> FoundAsync(TestUser user, string text, string more = "")
    {
        var answer = await user.GetAsync($"/api/search?q={Uri.EscapeDataString(text)}{more}");
        (answer.GetProperty("degraded").GetBoolean(), answer.Str("engine")).Should().Be((false, "postgres"));
        return [.. answer.GetProperty("items").EnumerateArray()];
    }
}
