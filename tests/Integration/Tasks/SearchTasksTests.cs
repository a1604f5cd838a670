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

    [Theory]
    [InlineData("q=", "q out_of_range")]
    [InlineData("q=x&limit=51", "limit out_of_range")]
    [InlineData("q=x&type=milestone", "type not_allowed")]
    [InlineData("q=label:nothing", "q unknown_label")]
    [InlineData("q=colour:red", "q unknown_key")]
    public async Task WhatCannotBeUnderstood_IsNamed(string query, string error)
    {
        var user = await app.SignUpAsync();
        var problem = await user.SendAsync(HttpMethod.Get, $"/api/search?{query}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal(error);
    }

    private static async Task<List<JsonElement>> FoundAsync(TestUser user, string text, string more = "")
    {
        var answer = await user.GetAsync($"/api/search?q={Uri.EscapeDataString(text)}{more}");
        (answer.GetProperty("degraded").GetBoolean(), answer.Str("engine")).Should().Be((false, "postgres"));
        return [.. answer.GetProperty("items").EnumerateArray()];
    }
}
