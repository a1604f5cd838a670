using System.Text.Json;
using System.Text.Json.Nodes;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

public sealed class LoginTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Wrong = "not the password";

    [Fact]
    public async Task Login_RightPassword_OpensASessionOfThatPerson()
    {
        var email = await AccountAsync();
        var browser = new TestBrowser(app);

        await browser.LoginAsync(email.ToUpperInvariant()).ReadAsync(200);

        (await browser.MeAsync()).GetProperty("user").GetProperty("email").GetString().Should().Be(email);
    }

    [Fact]
    public async Task Login_UnknownPersonAndWrongPassword_CannotBeToldApart()
    {
        var email = await AccountAsync();

        var wrong = await new TestBrowser(app).LoginAsync(email, Wrong).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        var unknown = await new TestBrowser(app).LoginAsync(TestBrowser.NewEmail(), Wrong).ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        WithoutTrace(unknown).Should().Be(WithoutTrace(wrong));
    }

    [Fact]
    public async Task Login_UnknownPersonAndWrongPassword_TakeTheSameTime()
    {
        var email = await AccountAsync();
        var (wrong, unknown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);

        // In turns, and the fastest of each: what else the machine does then counts for neither.
        for (var round = 0; round < 8; round++)
        {
            wrong = await FasterAsync(wrong, email);
            unknown = await FasterAsync(unknown, TestBrowser.NewEmail());
        }

        // Without the wasted verification it would be a tenth.
        unknown.Should().BeGreaterThan(wrong / 4);
    }

    [Fact]
    public async Task Login_AfterTenFailures_IsRefusedWithTheRightPasswordToo()
    {
        var (email, other) = (await AccountAsync(), await AccountAsync());
        for (var failure = 0; failure < 10; failure++)
            await new TestBrowser(app).LoginAsync(email, Wrong).ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        var locked = await new TestBrowser(app).LoginAsync(email).ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        var unknown = await new TestBrowser(app).LoginAsync(TestBrowser.NewEmail()).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        WithoutTrace(locked).Should().Be(WithoutTrace(unknown));
        await new TestBrowser(app).LoginAsync(other).ReadAsync(200);
    }

    [Fact]
    public async Task Login_GuessesInParallel_AreAllCounted()
    {
        var email = await AccountAsync();

        var guesses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => new TestBrowser(app).LoginAsync(email, Wrong)));

        guesses.Should().OnlyContain(g => (int)g.StatusCode == 401);
        await new TestBrowser(app).LoginAsync(email).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Login_SuccessBetweenFailures_StartsTheCountAnew()
    {
        var email = await AccountAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var failure = 0; failure < 6; failure++)
                await new TestBrowser(app).LoginAsync(email, Wrong).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
            await new TestBrowser(app).LoginAsync(email).ReadAsync(200);
        }
    }

    [Fact]
    public async Task Login_RefusedOverAnOpenSession_LeavesThatSession()
    {
        var browser = new TestBrowser(app);
        await browser.RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201);
        var session = browser.Session;

        await browser.LoginAsync(TestBrowser.NewEmail()).ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        browser.Session.Should().Be(session);
        await browser.MeAsync();
    }

    private async Task<string> AccountAsync()
    {
        var email = TestBrowser.NewEmail();
        await new TestBrowser(app).RegisterAsync(email).ReadAsync(201);
        return email;
    }

    private static string WithoutTrace(JsonElement problem)
    {
        var node = JsonNode.Parse(problem.GetRawText())!.AsObject();
        node.Remove("trace_id");
        return node.ToJsonString();
    }

    private async Task<TimeSpan> FasterAsync(TimeSpan fastest, string email)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await new TestBrowser(app).LoginAsync(email, Wrong).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        return elapsed < fastest ? elapsed : fastest;
    }
}
