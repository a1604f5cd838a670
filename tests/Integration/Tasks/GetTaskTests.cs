using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

public sealed class GetTaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("WEB-1")]
    [InlineData("web-1")]
    [InlineData("Web-1")]
    public async Task Key_IsReadInAnyCase(string key)
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync("WEB"), "Found");
        (await user.GetAsync($"/api/tasks/{key}")).Id().Should().Be(task.Id());
    }

    [Theory]
    [InlineData("WEB-2")]
    [InlineData("WEB-01")]
    [InlineData("WEB-")]
    [InlineData("WEB")]
    [InlineData("1")]
    [InlineData("WEB-99999999999999999999")]
    public async Task WhatIsNoTask_Is404(string key)
    {
        var user = await app.SignUpAsync();
        await user.CreateTaskAsync(await user.CreateProjectAsync("WEB"), "The only one");
        await user.Http.GetAsync($"/api/tasks/{key}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task KeyInTwoOrganizations_Is409WithCandidates_UnlessOneIsNamed()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var own = await alice.CreateTaskAsync(await alice.CreateProjectAsync("TWO"), "Alice's");
        var other = await bob.CreateTaskAsync(await bob.CreateProjectAsync("TWO"), "Bob's");
        (await alice.GetAsync("/api/tasks/TWO-1")).Id().Should().Be(own.Id(), "Bob's is not hers to see");

        await bob.AdmitAsync(alice, "member");
        var problem = await alice.Http.GetAsync("/api/tasks/TWO-1").ShouldBeProblemAsync(409, "INVALID_STATE");
        problem
            .GetProperty("details")
            .Items("candidates")
            .Select(c => (c.Id(), c.Id("organization_id")))
            .Should()
            .BeEquivalentTo([(own.Id(), alice.OrganizationId), (other.Id(), bob.OrganizationId)]);
        (await alice.GetAsync($"/api/tasks/TWO-1?organization_id={bob.OrganizationId}")).Id().Should().Be(other.Id());
        await alice.SendAsync(HttpMethod.Patch, "/api/tasks/TWO-1", new { title = "Which?" }).ShouldBeProblemAsync(409, "INVALID_STATE");
        var patched = await alice
            .SendAsync(HttpMethod.Patch, $"/api/tasks/two-1?organization_id={bob.OrganizationId}", new { title = "This" })
            .ReadAsync(200);
        patched.Id().Should().Be(other.Id());
    }

    [Fact]
    public async Task IfNoneMatch_OfTheCurrentVersion_Is304_WithoutBody()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Same");
        using var same = await ConditionalAsync(user, task.Id(), "\"1\"");
        ((int)same.StatusCode).Should().Be(304);
        same.Headers.ETag!.ToString().Should().Be("\"1\"");
        (await same.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        await user.PatchAsync(task, new { title = "Other" }).ReadAsync(200);
        using var changed = await ConditionalAsync(user, task.Id(), "\"1\"");
        (await changed.ReadAsync(200)).Int("version").Should().Be(2);
    }

    [Fact]
    public async Task Guest_SeesTheProjectsOfTheInvitationOnly()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var (shown, hidden) = (await owner.CreateProjectAsync("SHOWN"), await owner.CreateProjectAsync("HIDDEN"));
        var (seen, unseen) = (await owner.CreateTaskAsync(shown, "Seen"), await owner.CreateTaskAsync(hidden, "Unseen"));
        await owner.AdmitAsync(guest, "guest", shown.Id);
        await guest.GetAsync($"/api/tasks/{seen.Id()}");
        await guest.Http.GetAsync($"/api/tasks/{unseen.Id()}").ShouldBeProblemAsync(404, "NOT_FOUND");
        await guest.Http.GetAsync("/api/tasks/HIDDEN-1").ShouldBeProblemAsync(404, "NOT_FOUND");
        await guest.Http.GetAsync($"/api/projects/{hidden.Id}/board").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    private static Task<HttpResponseMessage> ConditionalAsync(TestUser user, Guid id, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/tasks/{id}");
        request.Headers.Add("If-None-Match", etag);
        return user.Http.SendAsync(request);
    }
}
