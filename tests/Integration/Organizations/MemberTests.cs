using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Organizations;

public sealed class MemberTests(TestApp app) : IClassFixture<TestApp>
{
    /// <summary>The role table of api.md, as far as it can be asked here. G, M, A, O: who may.</summary>
    [Theory]
    [InlineData("GMAO", "GET", "", null)]
    [InlineData("GMAO", "GET", "/members", null)]
    [InlineData("AO", "PATCH", "", """{"name": "Renamed"}""")]
    [InlineData("AO", "GET", "/invitations", null)]
    [InlineData("AO", "POST", "/members", """{"email": "new@example.test", "role": "admin"}""")]
    [InlineData("O", "POST", "/members", """{"email": "new@example.test", "role": "owner"}""")]
    [InlineData("AO", "PATCH", "/members/{member}", """{"role": "admin"}""")]
    [InlineData("O", "PATCH", "/members/{member}", """{"role": "owner"}""")]
    [InlineData("O", "PATCH", "/members/{owner}", """{"role": "member"}""")]
    [InlineData("AO", "DELETE", "/members/{member}", null)]
    [InlineData("O", "DELETE", "/members/{owner}", null)]
    [InlineData("AO", "POST", "/projects", """{"name": "Another"}""")]
    [InlineData("O", "DELETE", "", null)]
    public async Task RoleTable_IsKept(string allowed, string method, string path, string? body)
    {
        foreach (var role in new[] { "guest", "member", "admin", "owner" })
        {
            var owner = await app.SignUpAsync();
            var (actor, target, secondOwner) = (await NewAsync("Actor"), await NewAsync("Target"), await NewAsync("Second"));
            var project = await owner.CreateProjectAsync("WEB");
            await owner.AdmitAsync(actor, role, project.Id);
            await owner.AdmitAsync(target, "member");
            await owner.AdmitAsync(secondOwner, "owner");
            var members = path.Replace("{member}", $"{target.Id}", StringComparison.Ordinal)
                .Replace("{owner}", $"{secondOwner.Id}", StringComparison.Ordinal);

            var url = $"/api/organizations/{owner.OrganizationId}{members}";
            var sending = actor.SendAsync(new HttpMethod(method), url, body is null ? null : System.Text.Json.Nodes.JsonNode.Parse(body));

            if (allowed.Contains(char.ToUpperInvariant(role[0]), StringComparison.Ordinal))
                (await sending).IsSuccessStatusCode.Should().BeTrue($"{role} may {method} {path}");
            else
                await sending.ShouldBeProblemAsync(403, "FORBIDDEN");
        }
    }

    [Fact]
    public async Task ChangeMember_TheLastOwner_StaysOne()
    {
        var alice = await app.SignUpAsync();
        var me = $"/api/organizations/{alice.OrganizationId}/members/{alice.Id}";

        await alice.SendAsync(HttpMethod.Patch, me, new { role = "member" }).ShouldBeProblemAsync(409, "INVALID_STATE");
        await alice.SendAsync(HttpMethod.Delete, me).ShouldBeProblemAsync(409, "INVALID_STATE");

        (await alice.GetAsync($"/api/organizations/{alice.OrganizationId}")).GetProperty("role").GetString().Should().Be("owner");
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task TwoOwners_WhoStepDownAtOnce_LeaveOne(string method)
    {
        for (var round = 0; round < 5; round++)
        {
            var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
            await alice.AdmitAsync(bob, "owner");
            var members = $"/api/organizations/{alice.OrganizationId}/members";
            var body = method == "PATCH" ? new { role = "member" } : null;

            var answers = await Task.WhenAll(
                alice.SendAsync(new HttpMethod(method), $"{members}/{alice.Id}", body),
                bob.SendAsync(new HttpMethod(method), $"{members}/{bob.Id}", body)
            );

            answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
            await Task.FromResult(answers.Single(a => !a.IsSuccessStatusCode)).ShouldBeProblemAsync(409, "INVALID_STATE");
        }
    }

    [Fact]
    public async Task TwoOwners_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
            await alice.AdmitAsync(bob, "owner");
            var members = $"/api/organizations/{alice.OrganizationId}/members";

            var answers = await Task.WhenAll(
                alice.SendAsync(HttpMethod.Delete, $"{members}/{bob.Id}"),
                bob.SendAsync(HttpMethod.Delete, $"{members}/{alice.Id}")
            );

            answers.Count(a => (int)a.StatusCode == 204).Should().Be(1);
        }
    }

    [Fact]
    public async Task RemoveMember_EndsTheirAccessAtOnce()
    {
        var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync("WEB");
        await bob.GetAsync($"/api/projects/{project.Id}");
        var member = $"/api/organizations/{alice.OrganizationId}/members/{bob.Id}";

        await alice.SendAsync(HttpMethod.Delete, member).ReadAsync(204);

        await bob.Http.GetAsync($"/api/projects/{project.Id}").ShouldBeProblemAsync(404, "NOT_FOUND");
        await alice.SendAsync(HttpMethod.Delete, member).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task RemovedMember_DoesNotGetOldAnswersByTheirKeys()
    {
        var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var project = await alice.CreateProjectAsync("WEB");
        var key = Guid.CreateVersion7().ToString();
        await bob.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Secret" }, key).ReadAsync(201);

        await alice.SendAsync(HttpMethod.Delete, $"/api/organizations/{alice.OrganizationId}/members/{bob.Id}").ReadAsync(204);

        await bob.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Secret" }, key)
            .ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task LeaveOrganization_NeedsNoPermission()
    {
        var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
        await alice.AdmitAsync(bob, "guest", (await alice.CreateProjectAsync("WEB")).Id);

        await bob.SendAsync(HttpMethod.Delete, $"/api/organizations/{alice.OrganizationId}/members/{bob.Id}").ReadAsync(204);

        await bob.Http.GetAsync($"/api/organizations/{alice.OrganizationId}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task ChangeMember_ToGuest_NeedsProjectsAndNarrowsAtOnce()
    {
        var (alice, bob) = (await app.SignUpAsync(), await NewAsync("Bob"));
        await alice.AdmitAsync(bob, "member");
        var (web, app2) = (await alice.CreateProjectAsync("WEB"), await alice.CreateProjectAsync("APP"));
        await bob.GetAsync($"/api/projects/{app2.Id}");
        var member = $"/api/organizations/{alice.OrganizationId}/members/{bob.Id}";

        await alice.SendAsync(HttpMethod.Patch, member, new { role = "guest" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice
            .SendAsync(HttpMethod.Patch, member, new { project_ids = new[] { web.Id } })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        var changed = await alice
            .SendAsync(HttpMethod.Patch, member, new { role = "guest", project_ids = new[] { web.Id } })
            .ReadAsync(200);

        changed.GetProperty("role").GetString().Should().Be("guest");
        changed.GetProperty("user").GetProperty("id").GetGuid().Should().Be(bob.Id);
        await bob.GetAsync($"/api/projects/{web.Id}");
        await bob.Http.GetAsync($"/api/projects/{app2.Id}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    private Task<TestUser> NewAsync(string name) => app.SignUpAsync(name, organization: null);
}
