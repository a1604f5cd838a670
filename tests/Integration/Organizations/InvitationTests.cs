using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Organizations;

public sealed class InvitationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Accept_ByTheInvitedPerson_MakesThemAMemberAtOnce()
    {
        var (alice, bob) = await TwoPeopleAsync();
        // Asked before: the refusal must not be remembered.
        await bob.Http.GetAsync($"/api/organizations/{alice.OrganizationId}").ShouldBeProblemAsync(404, "NOT_FOUND");
        var invited = await InviteAsync(alice, bob.Email.ToUpperInvariant(), "admin");

        var accepted = await AcceptAsync(bob, invited).ReadAsync(200);

        accepted.GetProperty("role").GetString().Should().Be("admin");
        accepted.GetProperty("organization").GetProperty("id").GetGuid().Should().Be(alice.OrganizationId);
        await bob.GetAsync($"/api/organizations/{alice.OrganizationId}");
        var member = (await alice.GetAsync($"/api/organizations/{alice.OrganizationId}/members"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(m => m.GetProperty("user").GetProperty("id").GetGuid() == bob.Id);
        member.GetProperty("user").GetProperty("email").GetString().Should().Be(bob.Email);
        member.GetProperty("role").GetString().Should().Be("admin");
        member.GetProperty("joined_at").ValueKind.Should().Be(JsonValueKind.String);
        (await alice.GetAsync($"/api/organizations/{alice.OrganizationId}/invitations"))
            .GetProperty("items")
            .GetArrayLength()
            .Should()
            .Be(0);
    }

    [Fact]
    public async Task Accept_ByAnotherPerson_IsRefused()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var invited = await InviteAsync(alice, TestBrowser.NewEmail(), "member");

        await AcceptAsync(bob, invited).ShouldBeProblemAsync(403, "FORBIDDEN");

        await bob.Http.GetAsync($"/api/organizations/{alice.OrganizationId}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Accept_Twice_IsASuccessForAMemberAndNoWayBackForOneWhoWasRemoved()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var invited = await InviteAsync(alice, bob.Email, "member");
        var key = Guid.CreateVersion7().ToString();

        await AcceptAsync(bob, invited, key).ReadAsync(200);
        await AcceptAsync(bob, invited).ReadAsync(200);
        await alice.SendAsync(HttpMethod.Delete, $"/api/organizations/{alice.OrganizationId}/members/{bob.Id}").ReadAsync(204);

        await AcceptAsync(bob, invited).ShouldBeProblemAsync(409, "INVALID_STATE");
        await AcceptAsync(bob, invited, key).ShouldBeProblemAsync(409, "INVALID_STATE");
        await bob.Http.GetAsync($"/api/organizations/{alice.OrganizationId}").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Accept_ManyTimesAtOnce_JoinsOnce()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var invited = await InviteAsync(alice, bob.Email, "member");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AcceptAsync(bob, invited)));

        answers.Should().OnlyContain(a => (int)a.StatusCode == 200);
        (await alice.GetAsync($"/api/organizations/{alice.OrganizationId}/members")).GetProperty("items").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Accept_LinkThatWasReplacedRevokedOrMadeUp_IsNotFound()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var first = await InviteAsync(alice, bob.Email, "admin");
        var second = await InviteAsync(alice, bob.Email, "guest", (await alice.CreateProjectAsync("WEB")).Id);
        await AcceptAsync(bob, first).ShouldBeProblemAsync(404, "NOT_FOUND");

        await alice
            .SendAsync(HttpMethod.Delete, $"/api/organizations/{alice.OrganizationId}/invitations/{second.GetProperty("id").GetGuid()}")
            .ReadAsync(204);

        await AcceptAsync(bob, second).ShouldBeProblemAsync(404, "NOT_FOUND");
        await bob.SendAsync(HttpMethod.Post, $"/api/invitations/{new string('A', 43)}/accept").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Accept_AfterTheOrganizationWasDeleted_IsNotFound()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var invited = await InviteAsync(alice, bob.Email, "member");
        await alice.SendAsync(HttpMethod.Delete, $"/api/organizations/{alice.OrganizationId}").ReadAsync(204);

        await AcceptAsync(bob, invited).ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Invite_SameKeyAgain_AnswersWithoutTheSecret()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var key = Guid.CreateVersion7().ToString();
        var path = $"/api/organizations/{alice.OrganizationId}/members";

        var first = await alice.SendAsync(HttpMethod.Post, path, new { email = bob.Email, role = "member" }, key).ReadAsync(201);
        var second = await alice.SendAsync(HttpMethod.Post, path, new { email = bob.Email, role = "member" }, key).ReadAsync(201);

        first.GetProperty("accept_url").GetString().Should().EndWith($"/invitations/{first.GetProperty("token").GetString()}");
        second.GetProperty("id").GetGuid().Should().Be(first.GetProperty("id").GetGuid());
        second.GetProperty("expires_at").GetString().Should().Be(first.GetProperty("expires_at").GetString());
        second.GetProperty("token").ValueKind.Should().Be(JsonValueKind.Null);
        second.GetProperty("accept_url").ValueKind.Should().Be(JsonValueKind.Null);
        await AcceptAsync(bob, first).ReadAsync(200);
    }

    [Fact]
    public async Task Invite_WhoBelongsAlready_IsRefused()
    {
        var (alice, bob) = await TwoPeopleAsync();
        await alice.AdmitAsync(bob, "member");

        await alice
            .SendAsync(HttpMethod.Post, $"/api/organizations/{alice.OrganizationId}/members", new { email = bob.Email, role = "admin" })
            .ShouldBeProblemAsync(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Invite_AGuest_NeedsProjectsOfTheOrganization()
    {
        var (alice, mallory) = (await app.SignUpAsync(), await app.SignUpAsync("Mallory"));
        var foreign = await mallory.CreateProjectAsync("OTH");
        var path = $"/api/organizations/{alice.OrganizationId}/members";
        var email = TestBrowser.NewEmail();

        await alice.SendAsync(HttpMethod.Post, path, new { email, role = "guest" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice
            .SendAsync(
                HttpMethod.Post,
                path,
                new
                {
                    email,
                    role = "guest",
                    project_ids = new[] { foreign.Id },
                }
            )
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice.SendAsync(HttpMethod.Post, path, new { email, role = "chief" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice
            .SendAsync(HttpMethod.Post, path, new { email = "nobody", role = "member" })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Guest_SeesTheProjectsOfTheInvitationOnly()
    {
        var (alice, bob) = await TwoPeopleAsync();
        var (web, secret) = (await alice.CreateProjectAsync("WEB"), await alice.CreateProjectAsync("SEC"));

        await alice.AdmitAsync(bob, "guest", web.Id);

        await bob.GetAsync($"/api/projects/{web.Id}");
        await bob.Http.GetAsync($"/api/projects/{secret.Id}").ShouldBeProblemAsync(404, "NOT_FOUND");
        var projects = await bob.GetAsync($"/api/organizations/{alice.OrganizationId}/projects");
        projects.GetProperty("items").EnumerateArray().Should().ContainSingle().Which.GetProperty("key").GetString().Should().Be("WEB");
    }

    private async Task<(TestUser, TestUser)> TwoPeopleAsync() =>
        (await app.SignUpAsync(), await app.SignUpAsync("Bob", organization: null));

    private static Task<JsonElement> InviteAsync(TestUser inviter, string email, string role, params Guid[] projectIds) =>
        inviter
            .SendAsync(
                HttpMethod.Post,
                $"/api/organizations/{inviter.OrganizationId}/members",
                new
                {
                    email,
                    role,
                    project_ids = projectIds,
                }
            )
            .ReadAsync(201);

    private static Task<HttpResponseMessage> AcceptAsync(TestUser person, JsonElement invitation, string? key = null) =>
        person.SendAsync(HttpMethod.Post, $"/api/invitations/{invitation.GetProperty("token").GetString()}/accept", key: key);
}
