using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Organizations;

public sealed class OrganizationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task CreateOrganization_MakesTheCallerItsOwnerAtOnce()
    {
        var alice = await app.SignUpAsync(organization: null);

        using var response = await alice.SendAsync(HttpMethod.Post, "/api/organizations", new { name = "Acme" });
        var created = await response.ReadAsync(201);

        response.Headers.Location!.ToString().Should().Be($"/api/organizations/{created.GetProperty("id").GetGuid()}");
        response.Headers.ETag!.Tag.Should().Be("\"1\"");
        var read = await alice.GetAsync(response.Headers.Location.ToString());
        read.GetProperty("role").GetString().Should().Be("owner");
    }

    [Fact]
    public async Task CreateOrganization_SameKeyAgain_FoundsOne()
    {
        var alice = await app.SignUpAsync(organization: null);
        var key = Guid.CreateVersion7().ToString();

        var first = await alice.SendAsync(HttpMethod.Post, "/api/organizations", new { name = "Acme" }, key).ReadAsync(201);
        var second = await alice.SendAsync(HttpMethod.Post, "/api/organizations", new { name = "Acme" }, key).ReadAsync(201);

        second.GetRawText().Should().Be(first.GetRawText());
        (await alice.GetAsync("/api/organizations")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task ListOrganizations_PageByPage_NamesEachOfTheCallersOnce()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob"));
        foreach (var name in new[] { "Two", "Three" })
            await alice.SendAsync(HttpMethod.Post, "/api/organizations", new { name }).ReadAsync(201);
        await alice.AdmitAsync(bob, "member");

        var page = await alice.GetAsync("/api/organizations?limit=2");
        var rest = await alice.GetAsync($"/api/organizations?limit=2&cursor={page.GetProperty("next_cursor").GetString()}");

        Names(page).Concat(Names(rest)).Should().Equal("Acme", "Two", "Three");
        rest.GetProperty("next_cursor").ValueKind.Should().Be(JsonValueKind.Null);
        (await bob.GetAsync("/api/organizations"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(o => o.GetProperty("role").GetString())
            .Should()
            .BeEquivalentTo("owner", "member");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=nonsense")]
    public async Task ListOrganizations_PageThatCannotBe_IsRefused(string query)
    {
        var alice = await app.SignUpAsync();

        await alice.Http.GetAsync($"/api/organizations?{query}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task UpdateOrganization_StaleVersion_ConflictsAndChangesNothing()
    {
        var alice = await app.SignUpAsync();
        var path = $"/api/organizations/{alice.OrganizationId}";
        using var renamed = await alice.SendAsync(HttpMethod.Patch, path, new { name = "Second" }, ifMatch: "\"1\"");
        await renamed.ReadAsync(200);

        await alice
            .SendAsync(HttpMethod.Patch, path, new { name = "Third" }, ifMatch: "\"1\"")
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");

        renamed.Headers.ETag!.Tag.Should().Be("\"2\"");
        (await alice.GetAsync(path)).GetProperty("name").GetString().Should().Be("Second");
    }

    [Fact]
    public async Task DeleteOrganization_IsGoneForAllOfItsMembers()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync("WEB");
        await bob.GetAsync($"/api/projects/{project.Id}");
        var key = Guid.CreateVersion7().ToString();
        var path = $"/api/organizations/{alice.OrganizationId}";

        await alice.SendAsync(HttpMethod.Delete, path, key: key).ReadAsync(204);

        await alice.Http.GetAsync(path).ShouldBeProblemAsync(404, "NOT_FOUND");
        await bob.Http.GetAsync(path).ShouldBeProblemAsync(404, "NOT_FOUND");
        await bob.Http.GetAsync($"/api/projects/{project.Id}").ShouldBeProblemAsync(404, "NOT_FOUND");
        (await alice.GetAsync("/api/auth/me")).GetProperty("organizations").GetArrayLength().Should().Be(0);
        using var replay = await alice.SendAsync(HttpMethod.Delete, path, key: key);
        await replay.ReadAsync(204);
        replay.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        await alice.SendAsync(HttpMethod.Delete, path).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task EveryRoute_OfAForeignOrganization_IsNotFound()
    {
        var (alice, mallory) = (await app.SignUpAsync(), await app.SignUpAsync("Mallory"));
        var organization = $"/api/organizations/{alice.OrganizationId}";
        var invitation = await alice
            .SendAsync(HttpMethod.Post, $"{organization}/members", new { email = TestBrowser.NewEmail(), role = "member" })
            .ReadAsync(201);
        (HttpMethod Method, string Path, object? Body)[] routes =
        [
            (HttpMethod.Get, organization, null),
            (HttpMethod.Patch, organization, new { name = "Taken over" }),
            (HttpMethod.Delete, organization, null),
            (HttpMethod.Get, $"{organization}/members", null),
            (HttpMethod.Post, $"{organization}/members", new { email = mallory.Email, role = "owner" }),
            (HttpMethod.Patch, $"{organization}/members/{alice.Id}", new { role = "guest" }),
            (HttpMethod.Patch, $"{organization}/members/{mallory.Id}", new { role = "owner" }),
            (HttpMethod.Delete, $"{organization}/members/{alice.Id}", null),
            (HttpMethod.Delete, $"{organization}/members/{mallory.Id}", null),
            (HttpMethod.Get, $"{organization}/invitations", null),
            (HttpMethod.Delete, $"{organization}/invitations/{invitation.GetProperty("id").GetGuid()}", null),
            (HttpMethod.Delete, $"/api/organizations/{mallory.OrganizationId}/invitations/{invitation.GetProperty("id").GetGuid()}", null),
            (HttpMethod.Patch, $"/api/organizations/{mallory.OrganizationId}/members/{alice.Id}", new { role = "guest" }),
            (HttpMethod.Delete, $"/api/organizations/{mallory.OrganizationId}/members/{alice.Id}", null),
        ];

        foreach (var (method, path, body) in routes)
            await mallory.SendAsync(method, path, body).ShouldBeProblemAsync(404, "NOT_FOUND");

        var members = await alice.GetAsync($"{organization}/members");
        members.GetProperty("items").EnumerateArray().Should().ContainSingle().Which.GetProperty("role").GetString().Should().Be("owner");
        (await alice.GetAsync($"{organization}/invitations")).GetProperty("items").GetArrayLength().Should().Be(1);
        (await alice.GetAsync(organization)).GetProperty("name").GetString().Should().Be("Acme");
    }

    private static IEnumerable<string?> Names(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("name").GetString());
}
