using System.Net.Http.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

public sealed class RegisterTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Register_WithAnOrganization_SignsInItsOwner()
    {
        var email = TestBrowser.NewEmail("Ada");
        var browser = new TestBrowser(app);

        var response = await browser.RegisterAsync($" {email} ", "  Acme & Söhne  ", " Ada ");
        var registered = await response.ReadAsync(201);

        registered.GetProperty("user").GetProperty("display_name").GetString().Should().Be("Ada");
        registered.GetProperty("user").GetProperty("email").GetString().Should().Be(email);
        registered.GetProperty("organization").GetProperty("name").GetString().Should().Be("Acme & Söhne");
        registered.GetProperty("organization").GetProperty("slug").GetString().Should().MatchRegex("^acme-s-hne-[0-9a-f]{6}$");
        response
            .Headers.GetValues("Set-Cookie")
            .Should()
            .ContainSingle()
            .Which.ToLowerInvariant()
            .Should()
            .Contain("httponly")
            .And.Contain("samesite=lax")
            .And.NotContain("secure");
        var me = await browser.MeAsync();
        var organization = me.GetProperty("organizations").EnumerateArray().Should().ContainSingle().Subject;
        organization.GetProperty("id").GetGuid().Should().Be(registered.GetProperty("organization").GetProperty("id").GetGuid());
        organization.GetProperty("role").GetString().Should().Be("owner");
    }

    [Fact]
    public async Task Register_WithoutAnOrganization_FoundsNone()
    {
        var browser = new TestBrowser(app);

        var registered = await browser.RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201);

        registered.GetProperty("organization").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        (await browser.MeAsync()).GetProperty("organizations").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Register_AddressThatHasAnAccount_IsRefusedAndSignsNobodyIn()
    {
        var email = TestBrowser.NewEmail();
        await new TestBrowser(app).RegisterAsync(email).ReadAsync(201);
        var second = new TestBrowser(app);

        await second.RegisterAsync(email.ToUpperInvariant()).ShouldBeProblemAsync(409, "ALREADY_EXISTS");

        second.Session.Should().BeNull();
    }

    [Fact]
    public async Task Register_OneAddressManyTimesAtOnce_MakesOneAccount()
    {
        var email = TestBrowser.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => new TestBrowser(app).RegisterAsync(email, "Acme")));

        answers.Select(a => (int)a.StatusCode).Order().Should().Equal(201, 409, 409, 409, 409, 409);
    }

    [Fact]
    public async Task Register_ValuesThatAreNotAllowed_AreNamed()
    {
        using var http = app.Anonymous();

        var problem = await http.PostAsJsonAsync(
                "/api/auth/register",
                new
                {
                    email = "nobody",
                    password = "short",
                    display_name = " ",
                    organization_name = new string('x', 101),
                }
            )
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        problem
            .GetProperty("details")
            .GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("pointer").GetString())
            .Should()
            .BeEquivalentTo("/email", "/password", "/display_name", "/organization_name");
    }

    [Fact]
    public async Task Register_SameIdempotencyKeyForTwoPeople_IgnoresIt()
    {
        var key = Guid.CreateVersion7().ToString();
        var (first, second) = (new TestBrowser(app), new TestBrowser(app));
        first.Http.DefaultRequestHeaders.Add("Idempotency-Key", key);
        second.Http.DefaultRequestHeaders.Add("Idempotency-Key", key);

        var one = await first.RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201);
        var two = await second.RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201);

        two.GetProperty("user").GetProperty("id").GetGuid().Should().NotBe(one.GetProperty("user").GetProperty("id").GetGuid());
    }
}
