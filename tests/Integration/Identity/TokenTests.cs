using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

public sealed class TokenTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task CreateToken_ItsSecret_IsShownOnceAndSignsIn()
    {
        var browser = await SignedUpAsync();

        var created = await browser.Http.PostAsJsonAsync("/api/auth/tokens", new { name = " deploy " }).ReadAsync(201);

        var secret = created.GetProperty("token").GetString()!;
        secret.Should().MatchRegex("^tf_[A-Za-z0-9_-]{43}$");
        created.GetProperty("name").GetString().Should().Be("deploy");
        await Bearer(secret).GetAsync("/api/auth/me").ReadAsync(200);
        var listed = (await browser.Http.GetAsync("/api/auth/tokens").ReadAsync(200))
            .GetProperty("items")
            .EnumerateArray()
            .Should()
            .ContainSingle()
            .Subject;
        listed.GetRawText().Should().NotContain(secret);
        listed.GetProperty("id").GetGuid().Should().Be(created.GetProperty("id").GetGuid());
        listed.GetProperty("last_used_at").ValueKind.Should().Be(JsonValueKind.String);
    }

    [Fact]
    public async Task CreateToken_SameKeyAgain_AnswersWithoutTheSecret()
    {
        var browser = await SignedUpAsync();
        browser.Http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());

        var first = await browser.Http.PostAsJsonAsync("/api/auth/tokens", new { name = "deploy" }).ReadAsync(201);
        using var replay = await browser.Http.PostAsJsonAsync("/api/auth/tokens", new { name = "deploy" });
        var second = await replay.ReadAsync(201);

        replay.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        second.GetProperty("id").GetGuid().Should().Be(first.GetProperty("id").GetGuid());
        second.GetProperty("token").ValueKind.Should().Be(JsonValueKind.Null);
        (await browser.Http.GetAsync("/api/auth/tokens").ReadAsync(200)).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task CreateToken_ByAToken_IsRefused()
    {
        var alice = await app.SignUpAsync();

        await alice.Http.PostAsJsonAsync("/api/auth/tokens", new { name = "child" }).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Theory]
    [InlineData("""{"name": ""}""", "/name")]
    [InlineData("""{"name": "x", "scopes": []}""", "/scopes")]
    [InlineData("""{"name": "x", "scopes": ["root"]}""", "/scopes")]
    [InlineData("""{"name": "x", "expires_at": "2020-01-01T00:00:00Z"}""", "/expires_at")]
    [InlineData("""{"name": "x", "expires_at": "tomorrow"}""", "/expires_at")]
    public async Task CreateToken_ValueThatIsNotAllowed_IsNamed(string body, string pointer)
    {
        var browser = await SignedUpAsync();

        var problem = await browser
            .Http.PostAsync("/api/auth/tokens", new StringContent(body, new MediaTypeHeaderValue("application/json")))
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        problem.GetProperty("details").GetProperty("errors")[0].GetProperty("pointer").GetString().Should().Be(pointer);
    }

    [Theory]
    [InlineData("read", 200, 403, 403)]
    [InlineData("write", 200, 201, 403)]
    [InlineData("admin", 200, 201, 200)]
    [InlineData("ops", 403, 403, 403)]
    public async Task Scopes_NarrowWhatItsUserMay(string scope, int reading, int writing, int managing)
    {
        var browser = await SignedUpAsync("Acme");
        var organization = (await browser.MeAsync()).GetProperty("organizations")[0].GetProperty("id").GetGuid();
        var token = Bearer((await TokenAsync(browser, new { name = scope, scopes = new[] { scope } })).Secret);

        var got = await token.GetAsync($"/api/organizations/{organization}");
        var wrote = await token.PostAsJsonAsync("/api/organizations", new { name = "Another" });
        var managed = await token.PatchAsJsonAsync($"/api/organizations/{organization}", new { name = "Renamed" });

        new[] { got, wrote, managed }.Select(a => (int)a.StatusCode).Should().Equal(reading, writing, managing);
    }

    [Fact]
    public async Task Scopes_Write_DoesNotReachCredentials()
    {
        var browser = await SignedUpAsync();
        var (id, secret) = await TokenAsync(browser, new { name = "write", scopes = new[] { "write" } });

        await Bearer(secret).DeleteAsync("/api/auth/sessions").ShouldBeProblemAsync(403, "FORBIDDEN");
        await Bearer(secret).DeleteAsync($"/api/auth/tokens/{id}").ShouldBeProblemAsync(403, "FORBIDDEN");

        await browser.MeAsync();
    }

    [Fact]
    public async Task RevokeToken_EndsItAtOnceAndMayBeRepeated()
    {
        var browser = await SignedUpAsync();
        var (id, secret) = await TokenAsync(browser, new { name = "deploy" });
        await Bearer(secret).GetAsync("/api/auth/me").ReadAsync(200);

        await browser.Http.DeleteAsync($"/api/auth/tokens/{id}").ReadAsync(204);
        await browser.Http.DeleteAsync($"/api/auth/tokens/{id}").ReadAsync(204);

        await Bearer(secret).GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        (await browser.Http.GetAsync("/api/auth/tokens").ReadAsync(200)).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task RevokeToken_OfSomebodyElse_DoesNotExist()
    {
        var (alice, bob) = (await SignedUpAsync(), await SignedUpAsync());
        var (id, secret) = await TokenAsync(bob, new { name = "deploy" });

        await alice.Http.DeleteAsync($"/api/auth/tokens/{id}").ShouldBeProblemAsync(404, "NOT_FOUND");

        await Bearer(secret).GetAsync("/api/auth/me").ReadAsync(200);
    }

    [Fact]
    public async Task Token_AfterItsEnd_IsNobody()
    {
        var browser = await SignedUpAsync();
        var end = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var (_, secret) = await TokenAsync(browser, new { name = "short", expires_at = end });
        var token = Bearer(secret);
        await token.GetAsync("/api/auth/me").ReadAsync(200);

        await Eventually.BeTrueAsync(
            async () => (int)(await token.GetAsync("/api/auth/me")).StatusCode == 401,
            TimeSpan.FromSeconds(20),
            "the token has expired"
        );

        TimeProvider.System.GetUtcNow().Should().BeOnOrAfter(end);
    }

    [Theory]
    [InlineData("Bearer tf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Basic YTpi")]
    public async Task Credential_ThatIsNotValid_IsNobodyAlsoBesideACookie(string header)
    {
        var browser = await SignedUpAsync();
        browser.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var answer = await browser.Http.GetAsync("/api/auth/me");

        await Task.FromResult(answer).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        answer.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Bearer");
    }

    [Fact]
    public async Task Stranger_WithAnUnreadableBody_IsToldToSignInFirst() =>
        await app.Anonymous()
            .PostAsync("/api/organizations", new StringContent("{nonsense", new MediaTypeHeaderValue("application/json")))
            .ShouldBeProblemAsync(401, "UNAUTHENTICATED");

    private async Task<TestBrowser> SignedUpAsync(string? organization = null)
    {
        var browser = new TestBrowser(app);
        await browser.RegisterAsync(TestBrowser.NewEmail(), organization).ReadAsync(201);
        return browser;
    }

    private static async Task<(Guid Id, string Secret)> TokenAsync(TestBrowser browser, object token)
    {
        var created = await browser.Http.PostAsJsonAsync("/api/auth/tokens", token).ReadAsync(201);
        return (created.GetProperty("id").GetGuid(), created.GetProperty("token").GetString()!);
    }

    private HttpClient Bearer(string secret)
    {
        var http = app.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return http;
    }
}
