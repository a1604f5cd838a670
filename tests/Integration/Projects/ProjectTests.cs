using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Projects;

public sealed class ProjectTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task NewProject_HasTheDefaultWorkflow_AndAKeyFromItsName()
    {
        var user = await app.SignUpAsync();
        var path = $"/api/organizations/{user.OrganizationId}/projects";
        (await user.SendAsync(HttpMethod.Post, path, new { name = "Web product team" }).ReadAsync(201)).Str("key").Should().Be("WPT");
        (await user.SendAsync(HttpMethod.Post, path, new { name = "Web product team" }).ReadAsync(201)).Str("key").Should().Be("WPT2");
        (await user.SendAsync(HttpMethod.Post, path, new { name = "日本" }).ReadAsync(201))
            .Str("key")
            .Should()
            .MatchRegex("^[A-Z][A-Z0-9]{1,9}$");
        var project = await user.CreateProjectAsync("ONE");
        project.Statuses.Keys.Should().Equal("Backlog", "Todo", "In Progress", "In Review", "Done", "Canceled");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("web")]
    [InlineData("1WEB")]
    [InlineData("WEB-1")]
    [InlineData("ELEVENCHARS")]
    [InlineData("")]
    public async Task KeyOfAnotherShape_Is422(string key)
    {
        var user = await app.SignUpAsync();
        var problem = await user.SendAsync(HttpMethod.Post, $"/api/organizations/{user.OrganizationId}/projects", new { key, name = "x" })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/key not_a_key");
    }

    [Fact]
    public async Task Key_IsUniqueInItsOrganization_AlsoWhenTakenAtOnce()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var path = $"/api/organizations/{alice.OrganizationId}/projects";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => alice.SendAsync(HttpMethod.Post, path, new { key = "SAME", name = "x" }))
        );
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            await Task.FromResult(refused).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await bob.CreateProjectAsync("SAME");
    }

    [Fact]
    public async Task StaleVersion_Is409_AndMembersMayNotEdit()
    {
        var (owner, member) = (await app.SignUpAsync(), await app.SignUpAsync("Member", organization: null));
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var path = $"/api/projects/{project.Id}";
        await owner.SendAsync(HttpMethod.Patch, path, new { name = "Second", version = 1 }).ReadAsync(200);
        var problem = await owner
            .SendAsync(HttpMethod.Patch, path, new { name = "Third" }, ifMatch: "\"1\"")
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        (problem.GetProperty("details").Int("expected_version"), problem.GetProperty("details").Int("current_version")).Should().Be((1, 2));
        await member.SendAsync(HttpMethod.Patch, path, new { name = "x" }).ShouldBeProblemAsync(403, "FORBIDDEN");
        await member.SendAsync(HttpMethod.Delete, path).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task List_IsPaged_AndAGuestSeesTheirsOnly()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add((await owner.CreateProjectAsync($"P{i}")).Id);
        await owner.AdmitAsync(guest, "guest", ids[3]);
        var path = $"/api/organizations/{owner.OrganizationId}/projects";
        var first = await owner.GetAsync(path + "?limit=3");
        var second = await owner.GetAsync($"{path}?limit=3&cursor={first.Str("next_cursor")}");
        first.Items().Concat(second.Items()).Select(p => p.Id()).Should().Equal(ids);
        second.IsNull("next_cursor").Should().BeTrue();
        (await guest.GetAsync(path)).Items().Select(p => p.Id()).Should().Equal(ids[3]);
    }
}
