using System.Net.Http.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

public sealed class PasswordResetTests(MailInstallation installation) : IClassFixture<MailInstallation>
{
    private const string New = "an entirely new password";

    private readonly TestApp app = installation.App;

    [Fact]
    public async Task Reset_ByTheLink_SetsThePasswordEndsSessionsAndWorksOnce()
    {
        var (email, browser) = await AccountAsync();
        var token = await ForgetAsync(email);

        (await ResetAsync(token)).StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);

        await new TestBrowser(app).LoginAsync(email).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await new TestBrowser(app).LoginAsync(email, New).ReadAsync(200);
        await browser.Http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        await ResetAsync(token).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Reset_ByManyAtOnce_WorksForOne()
    {
        var (email, _) = await AccountAsync();
        var token = await ForgetAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ResetAsync(token)));

        answers.Count(a => (int)a.StatusCode == 204).Should().Be(1);
        answers.Count(a => (int)a.StatusCode == 422).Should().Be(7);
    }

    [Fact]
    public async Task Reset_LiftsTheLockout()
    {
        var (email, _) = await AccountAsync();
        for (var failure = 0; failure < 10; failure++)
            await new TestBrowser(app).LoginAsync(email, "wrong").ShouldBeProblemAsync(401, "UNAUTHENTICATED");

        await ResetAsync(await ForgetAsync(email));

        await new TestBrowser(app).LoginAsync(email, New).ReadAsync(200);
    }

    [Fact]
    public async Task Reset_ByAnOlderLink_IsRefused()
    {
        var (email, _) = await AccountAsync();
        await ForgetAsync(email);
        await AskAsync(email);
        var both = await installation.LinksAsync(email, "reset", 2);

        await ResetAsync(both[0]).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        (await ResetAsync(both[1])).StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Reset_ExpiredGarbageOrMeantForAnotherPage_IsRefusedAlike()
    {
        var (email, _) = await AccountAsync();
        var token = await ForgetAsync(email);
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"UPDATE account_mails m SET expires_at = clock_timestamp() FROM users u WHERE u.id = m.user_id AND u.normalized_email = '{email}' AND m.kind = 'password_reset'"
        );
        var verification = (await installation.LinksAsync(email, "verify-email", 1))[0];

        foreach (var worthless in new[] { token, verification, "garbage", new string('A', 43) })
        {
            var problem = await ResetAsync(worthless).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
            problem.ToString().Should().Contain("link_not_usable").And.Contain("Ask for a new one");
        }
    }

    [Fact]
    public async Task Reset_AfterThePasswordWasChanged_IsRefused()
    {
        var (email, browser) = await AccountAsync();
        var token = await ForgetAsync(email);
        await browser.Http.PostAsJsonAsync("/api/auth/password", new { current = TestUser.Password, @new = "changed by its owner" });

        await ResetAsync(token).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Forgot_UnknownAddress_AnswersTheSameAndSendsNothing()
    {
        var (email, _) = await AccountAsync();
        var unknown = TestBrowser.NewEmail();

        var (one, other) = (await AskAsync(email), await AskAsync(unknown));

        (one.StatusCode, other.StatusCode).Should().Be((System.Net.HttpStatusCode.Accepted, System.Net.HttpStatusCode.Accepted));
        (await other.Content.ReadAsStringAsync()).Should().Be(await one.Content.ReadAsStringAsync());
        other.Headers.Select(h => h.Key).Should().BeEquivalentTo(one.Headers.Select(h => h.Key));
        await installation.LinksAsync(email, "reset", 1);
        installation.Mail.Receipts.Should().NotContain(r => r.To.Contains($"RCPT TO:<{unknown}>"));
    }

    [Fact]
    public async Task Forgot_AgainAndAgain_StopsFloodingTheMailbox()
    {
        var (email, _) = await AccountAsync();
        for (var ask = 0; ask < 8; ask++)
            (await AskAsync(email)).StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);

        (await CountAsync(email)).Should().Be("5");
    }

    [Fact]
    public async Task Database_HoldsNoSecretOnceTheMailIsOut()
    {
        var (email, _) = await AccountAsync();
        var token = await ForgetAsync(email);
        await Eventually.BeTrueAsync(
            async () => await OpenSealsAsync(email) == "0",
            TimeSpan.FromSeconds(10),
            "the sealed secret is wiped"
        );

        var rows = await Sql.ScalarAsync(app.ConnectionString, "SELECT string_agg(m::text, ' ') FROM account_mails m");
        rows.Should().NotContain(token).And.NotContain(email);
        rows.Should().NotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(token)));
    }

    [Fact]
    public async Task Mail_RefusedForAWhile_ComesLaterWithTheSameLink()
    {
        var (email, _) = await AccountAsync();
        await installation.LinksAsync(email, "verify-email", 1);
        installation.Mail.Next(new Peers.SmtpFault(Peers.SmtpStage.Text, Reset: true));
        await AskAsync(email);

        (await installation.LinksAsync(email, "reset", 1)).Distinct(StringComparer.Ordinal).Should().ContainSingle();
    }

    [Fact]
    public async Task Verify_ByTheLink_OnceAndShownOnMe()
    {
        var (email, browser) = await AccountAsync();
        var token = (await installation.LinksAsync(email, "verify-email", 1))[0];
        (await browser.MeAsync()).GetProperty("user").GetProperty("email_verified").GetBoolean().Should().BeFalse();

        (await VerifyAsync(token)).StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);

        (await browser.MeAsync()).GetProperty("user").GetProperty("email_verified").GetBoolean().Should().BeTrue();
        await VerifyAsync(token).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task SendVerification_Again_EndsTheFormerLink()
    {
        var (email, browser) = await AccountAsync();
        await installation.LinksAsync(email, "verify-email", 1);
        (await browser.Http.PostAsync("/api/auth/email/verification", null)).StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);
        var both = await installation.LinksAsync(email, "verify-email", 2);

        await VerifyAsync(both[0]).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        (await VerifyAsync(both[1])).StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);
    }

    private async Task<(string Email, TestBrowser Browser)> AccountAsync()
    {
        var (email, browser) = (TestBrowser.NewEmail(), new TestBrowser(app));
        await browser.RegisterAsync(email).ReadAsync(201);
        return (email, browser);
    }

    private Task<HttpResponseMessage> AskAsync(string email) =>
        new TestBrowser(app).Http.PostAsJsonAsync("/api/auth/password/forgot", new { email });

    private async Task<string> ForgetAsync(string email)
    {
        (await AskAsync(email)).StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);
        return (await installation.LinksAsync(email, "reset", 1))[^1];
    }

    private Task<HttpResponseMessage> ResetAsync(string token) =>
        new TestBrowser(app).Http.PostAsJsonAsync("/api/auth/password/reset", new { token, password = New });

    private Task<HttpResponseMessage> VerifyAsync(string token) =>
        new TestBrowser(app).Http.PostAsJsonAsync("/api/auth/email/verify", new { token });

    private Task<string?> CountAsync(string email) =>
        Sql.ScalarAsync(
            app.ConnectionString,
            $"SELECT count(*) FROM account_mails m JOIN users u ON u.id = m.user_id WHERE m.kind = 'password_reset' AND u.normalized_email = '{email}'"
        );

    private Task<string?> OpenSealsAsync(string email) =>
        Sql.ScalarAsync(
            app.ConnectionString,
            $"SELECT count(*) FROM account_mails m JOIN users u ON u.id = m.user_id WHERE m.sealed_secret IS NOT NULL AND u.normalized_email = '{email}'"
        );
}
