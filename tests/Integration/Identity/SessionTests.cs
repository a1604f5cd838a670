using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Infrastructure.Identity;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

public sealed class SessionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Cookie_UnsafeMethodWithoutOurHeader_IsRefused()
    {
        var browser = await SignedUpAsync();
        browser.AsAnotherSite();

        await browser.MeAsync();
        await browser.Http.PostAsJsonAsync("/api/organizations", new { name = "Forged" }).ShouldBeProblemAsync(403, "FORBIDDEN");
        await browser.Http.PostAsync("/api/auth/logout", null).ShouldBeProblemAsync(403, "FORBIDDEN");

        (await browser.MeAsync()).GetProperty("organizations").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Cookie_WithOurHeader_MayChangeThings()
    {
        var browser = await SignedUpAsync();

        await browser.Http.PostAsJsonAsync("/api/organizations", new { name = "Acme" }).ReadAsync(201);

        (await browser.MeAsync()).GetProperty("organizations").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Cookie_OfAnOpenSession_DoesNotHinderAnotherLogin()
    {
        var email = TestBrowser.NewEmail();
        var browser = new TestBrowser(app).AsAnotherSite();
        await browser.RegisterAsync(email).ReadAsync(201);
        var first = browser.Session;

        await browser.LoginAsync(email).ReadAsync(200);

        browser.Session.Should().NotBe(first);
    }

    [Fact]
    public async Task Logout_EndsTheSessionOnTheServerToo()
    {
        var browser = await SignedUpAsync();
        var stolen = browser.Session!;

        await browser.Http.PostAsync("/api/auth/logout", null).ReadAsync(204);

        browser.Session.Should().BeNull();
        await WithCookie(stolen).GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await browser.Http.PostAsync("/api/auth/logout", null).ReadAsync(204);
    }

    [Fact]
    public async Task Sessions_EndOne_SignsThatBrowserOutAndOnlyThat()
    {
        var (first, second, third) = await ThreeBrowsersAsync();
        var secondId = await CurrentSessionAsync(second);

        await first.Http.DeleteAsync($"/api/auth/sessions/{secondId}").ReadAsync(204);
        await first.Http.DeleteAsync($"/api/auth/sessions/{secondId}").ReadAsync(204);

        await second.Http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await third.MeAsync();
        (await SessionsAsync(first)).Should().HaveCount(2).And.ContainSingle(s => s.GetProperty("current").GetBoolean());
    }

    [Fact]
    public async Task Sessions_EndAllOthers_LeavesTheOneThatAsks()
    {
        var (first, second, third) = await ThreeBrowsersAsync();

        await first.Http.DeleteAsync("/api/auth/sessions").ReadAsync(204);

        await first.MeAsync();
        await second.Http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await third.Http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Sessions_OfSomebodyElse_DoNotExist()
    {
        var (alice, bob) = (await SignedUpAsync(), await SignedUpAsync());

        await alice.Http.DeleteAsync($"/api/auth/sessions/{await CurrentSessionAsync(bob)}").ShouldBeProblemAsync(404, "NOT_FOUND");

        await bob.MeAsync();
    }

    [Fact]
    public async Task Sessions_PageByPage_NameEachOnce()
    {
        var (first, _, _) = await ThreeBrowsersAsync();

        var page = await first.Http.GetAsync("/api/auth/sessions?limit=2").ReadAsync(200);
        var rest = await first
            .Http.GetAsync($"/api/auth/sessions?limit=2&cursor={page.GetProperty("next_cursor").GetString()}")
            .ReadAsync(200);

        var ids = page.GetProperty("items")
            .EnumerateArray()
            .Concat(rest.GetProperty("items").EnumerateArray())
            .Select(s => s.GetProperty("id").GetGuid());
        ids.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        rest.GetProperty("next_cursor").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task ChangePassword_EndsTheOtherSessionsAndTheOldPassword()
    {
        const string changed = "an even better battery";
        var (first, second, _) = await ThreeBrowsersAsync();
        var email = (await first.MeAsync()).GetProperty("user").GetProperty("email").GetString()!;

        await first.Http.PostAsJsonAsync("/api/auth/password", new { current = TestUser.Password, @new = changed }).ReadAsync(204);

        await first.MeAsync();
        await second.Http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await new TestBrowser(app).LoginAsync(email).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await new TestBrowser(app).LoginAsync(email, changed).ReadAsync(200);
    }

    [Fact]
    public async Task ChangePassword_WrongCurrentOne_IsNamedAndChangesNothing()
    {
        var (first, second, _) = await ThreeBrowsersAsync();

        var problem = await first
            .Http.PostAsJsonAsync("/api/auth/password", new { current = "not the password", @new = "an even better battery" })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        problem.GetProperty("details").GetProperty("errors")[0].GetProperty("pointer").GetString().Should().Be("/current");
        await second.MeAsync();
    }

    [Fact]
    public async Task PasswordReset_ByAnOperator_LiftsTheLockoutAndEndsSessions()
    {
        var (first, _, _) = await ThreeBrowsersAsync();
        var email = (await first.MeAsync()).GetProperty("user").GetProperty("email").GetString()!;
        for (var failure = 0; failure < 10; failure++)
            await new TestBrowser(app).LoginAsync(email, "not the password").ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        var password = await PasswordReset.RunAsync(app.ConnectionString, email.ToUpperInvariant(), CancellationToken.None);

        await new TestBrowser(app).LoginAsync(email, password!).ReadAsync(200);
        await new TestBrowser(app).LoginAsync(email).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        // Another process did it: this node notices when its short memory ends (C-1.3).
        await Eventually.BeTrueAsync(
            async () => (int)(await first.Http.GetAsync("/api/auth/me")).StatusCode == 401,
            TimeSpan.FromSeconds(15),
            "its sessions ended"
        );
    }

    [Fact]
    public async Task UpdateMe_NamedMembersOnly_AreChanged()
    {
        var browser = await SignedUpAsync();

        await browser.Http.PatchAsJsonAsync("/api/auth/me", new { display_name = "Grace", time_zone = "Europe/Berlin" }).ReadAsync(200);
        await browser.Http.PatchAsJsonAsync("/api/auth/me", new { locale = "de-AT" }).ReadAsync(200);
        await browser
            .Http.PatchAsJsonAsync("/api/auth/me", new { time_zone = "../../etc/passwd" })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        var user = (await browser.MeAsync()).GetProperty("user");
        user.GetProperty("display_name").GetString().Should().Be("Grace");
        user.GetProperty("time_zone").GetString().Should().Be("Europe/Berlin");
        user.GetProperty("locale").GetString().Should().Be("de-AT");
    }

    private async Task<TestBrowser> SignedUpAsync()
    {
        var browser = new TestBrowser(app);
        await browser.RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201);
        return browser;
    }

    private async Task<(TestBrowser, TestBrowser, TestBrowser)> ThreeBrowsersAsync()
    {
        var email = TestBrowser.NewEmail();
        var browsers = (new TestBrowser(app), new TestBrowser(app), new TestBrowser(app));
        await browsers.Item1.RegisterAsync(email).ReadAsync(201);
        await browsers.Item2.LoginAsync(email).ReadAsync(200);
        await browsers.Item3.LoginAsync(email).ReadAsync(200);
        return browsers;
    }

    private HttpClient WithCookie(string session)
    {
        var http = app.Anonymous();
        http.DefaultRequestHeaders.Add("Cookie", $"{TestBrowser.SessionCookie}={session}");
        return http;
    }

    private static async Task<List<JsonElement>> SessionsAsync(TestBrowser browser) =>
        [.. (await browser.Http.GetAsync("/api/auth/sessions").ReadAsync(200)).GetProperty("items").EnumerateArray()];

    private static async Task<Guid> CurrentSessionAsync(TestBrowser browser) =>
        (await SessionsAsync(browser)).Single(s => s.GetProperty("current").GetBoolean()).GetProperty("id").GetGuid();
}
