using System.Text;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Idempotency;

/// <summary>The semantics of Idempotency-Key (api.md). That every route replays is walked in the contract tests.</summary>
public sealed class KeyTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task FiftyDuplicatesAtOnce_HaveOneEffect_AndOneAnswer()
    {
        var (user, project) = await StartAsync();
        var key = Key();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CreateAsync(user, project, "Once", key)));
        var bodies = new List<string>();
        foreach (var answer in answers)
        {
            if ((int)answer.StatusCode == 409)
            {
                answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
                (await Task.FromResult(answer).ShouldBeProblemAsync(409, "IDEMPOTENCY_IN_PROGRESS"))
                    .GetProperty("retryable")
                    .GetBoolean()
                    .Should()
                    .BeTrue();
            }
            else
                bodies.Add((await answer.ReadAsync(201)).ToString());
        }

        bodies.Should().NotBeEmpty();
        bodies.Distinct(StringComparer.Ordinal).Should().ContainSingle();
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().ContainSingle();
        (await CreateAsync(user, project, "Once", key).ReadAsync(201)).ToString().Should().Be(bodies[0]);
    }

    public static TheoryData<string, string, string> OtherRequests =>
        new()
        {
            { "POST", "/api/projects/{project}/tasks", """{"title":"Other"}""" },
            { "POST", "/api/projects/{project}/tasks", """{"title": "Once"}""" },
            { "POST", "/api/projects/{project}/labels", """{"name":"Once"}""" },
            { "PATCH", "/api/projects/{project}", """{"name":"Once"}""" },
        };

    [Theory]
    [MemberData(nameof(OtherRequests))]
    public async Task AnotherRequestWithTheKey_Is422_AndHasNoEffect(string method, string path, string body)
    {
        var (user, project) = await StartAsync();
        var key = Key();
        await SendAsync(user, "POST", $"/api/projects/{project.Id}/tasks", """{"title":"Once"}""", key).ReadAsync(201);
        var before = await user.GetAsync($"/api/projects/{project.Id}/changes?after=0");
        var other = path.Replace("{project}", project.Id.ToString(), StringComparison.Ordinal);
        await SendAsync(user, method, other, body, key).ShouldBeProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");
        (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).Int("head").Should().Be(before.Int("head"));
    }

    [Fact]
    public async Task RefusedRequest_IsNotRemembered_AndMayBeCorrectedWithItsKey()
    {
        var (user, project) = await StartAsync();
        var key = Key();
        await CreateAsync(user, project, "", key).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        var task = await CreateAsync(user, project, "Corrected", key).ReadAsync(201);
        var conflicting = Key();
        await user.PatchAsync(task, new { title = "x", version = 7 }, conflicting).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        await user.PatchAsync(task, new { title = "x", version = 1 }, conflicting).ReadAsync(200);
    }

    [Fact]
    public async Task Key_BelongsToItsUser()
    {
        var (alice, project) = await StartAsync();
        var bob = await app.SignUpAsync("Bob", organization: null);
        await alice.AdmitAsync(bob, "member");
        var key = Key();
        var first = await CreateAsync(alice, project, "Same body", key).ReadAsync(201);
        using var second = await CreateAsync(bob, project, "Same body", key);
        (await second.ReadAsync(201)).Id().Should().NotBe(first.Id());
        second.Headers.Contains("Idempotency-Replayed").Should().BeFalse();
    }

    [Fact]
    public async Task Replay_IsTheFirstAnswer_ByteForByte_WhateverHappenedSince()
    {
        var (user, project) = await StartAsync();
        var key = Key();
        using var first = await CreateAsync(user, project, "Then", key);
        var body = await first.Content.ReadAsByteArrayAsync();
        using var document = JsonDocument.Parse(body);
        await user.PatchAsync(document.RootElement, new { title = "Now" }).ReadAsync(200);
        using var replay = await CreateAsync(user, project, "Then", key);
        (await replay.Content.ReadAsByteArrayAsync()).Should().Equal(body);
        replay.Headers.ETag.Should().Be(first.Headers.ETag);
        replay.Headers.Location.Should().Be(first.Headers.Location);
    }

    [Fact]
    public async Task Replay_IsAuthorisedAnew_AfterRemovalFromTheOrganization()
    {
        var (owner, project) = await StartAsync();
        var member = await app.SignUpAsync("Member", organization: null);
        await owner.AdmitAsync(member, "member");
        var key = Key();
        await CreateAsync(member, project, "Mine", key).ReadAsync(201);
        await owner.SendAsync(HttpMethod.Delete, $"/api/organizations/{owner.OrganizationId}/members/{member.Id}").ReadAsync(204);
        await CreateAsync(member, project, "Mine", key).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Replay_IsAuthorisedAnew_WhenTheRoleShrank()
    {
        var (owner, project) = await StartAsync();
        var member = await app.SignUpAsync("Member", organization: null);
        await owner.AdmitAsync(member, "member");
        var key = Key();
        await CreateAsync(member, project, "Mine", key).ReadAsync(201);
        await owner
            .SendAsync(
                HttpMethod.Patch,
                $"/api/organizations/{owner.OrganizationId}/members/{member.Id}",
                new { role = "guest", project_ids = new[] { project.Id } }
            )
            .ReadAsync(200);
        await CreateAsync(member, project, "Mine", key).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    /// <summary>The organization is gone, and with it every resource; the stored answer is still its founder's.</summary>
    [Fact]
    public async Task DeleteOfTheOrganization_IsReplayed_ForWhoWasInIt()
    {
        var (owner, _) = await StartAsync();
        var stranger = await app.SignUpAsync("Stranger", "Elsewhere");
        var (key, path) = (Key(), $"/api/organizations/{owner.OrganizationId}");
        using var first = await owner.SendAsync(HttpMethod.Delete, path, null, key);
        using var second = await owner.SendAsync(HttpMethod.Delete, path, null, key);
        ((int)first.StatusCode, (int)second.StatusCode).Should().Be((204, 204));
        second.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        await owner.SendAsync(HttpMethod.Delete, path, null, Key()).ShouldBeProblemAsync(404, "NOT_FOUND");
        await stranger.SendAsync(HttpMethod.Delete, path, null, key).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    /// <summary>A key answered at home opens nothing elsewhere.</summary>
    [Fact]
    public async Task KeyOfTheOwnOrganization_OpensNoForeignResource()
    {
        var (alice, hers) = await StartAsync();
        var (bob, his) = await StartAsync();
        var key = Key();
        var own = await CreateAsync(bob, his, "Home", key).ReadAsync(201);
        var foreign = await alice.CreateTaskAsync(hers, "Hers");
        using var answer = await bob.PatchAsync(foreign, new { title = "Mine" }, key);
        ((int)answer.StatusCode).Should().BeOneOf(404, 422);
        (await alice.GetAsync($"/api/tasks/{foreign.Id()}")).Str("title").Should().Be("Hers");
        own.Str("title").Should().Be("Home");
    }

    [Fact]
    public async Task LargeAnswer_IsReplayedInFull()
    {
        var (user, project) = await StartAsync();
        var key = Key();
        var description = string.Concat(Enumerable.Range(0, 90_000).Select(i => (char)('a' + (i * 7 % 26))));
        var first = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Large", description }, key)
            .ReadAsync(201);
        var replay = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title = "Large", description }, key)
            .ReadAsync(201);
        replay.ToString().Should().Be(first.ToString());
    }

    private static string Key() => Guid.CreateVersion7().ToString();

    private static Task<HttpResponseMessage> CreateAsync(TestUser user, TestProject project, string title, string key) =>
        user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", new { title }, key);

    private static Task<HttpResponseMessage> SendAsync(TestUser user, string method, string path, string body, string key)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        return user.Http.SendAsync(request);
    }

    private async Task<(TestUser, TestProject)> StartAsync()
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateProjectAsync());
    }
}
