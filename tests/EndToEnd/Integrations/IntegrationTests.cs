using System.Globalization;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Integrations;

/// <summary>An admin connects a server of their own, tries it, and takes it away again.</summary>
[Collection(Stage.SideBySide)]
public sealed class IntegrationTests(Stage stage) : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new();
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        await receiver.StartAsync();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Integrations:Webhooks:AllowedPrivateHosts"] = receiver.Address.Authority,
            },
        };
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task PausedOne_IsToldToAdminsOnEveryPage_UntilATestGetsThrough()
    {
        var owner = await app.SignUpAsync("Alice");
        var member = await app.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        receiver.Secret = (await owner.ConnectAsync(IntegrationSteps.Webhook(new Uri(receiver.Address, "hook").ToString()))).Str(
            "signing_secret"
        )!;
        await PauseAsync();

        await using var alice = await stage.VisitAsAsync(owner, address: app.Address);
        var notice = alice.Page.GetByText("Nothing is sent to Our server until somebody mends it.");
        await alice.Page.GotoAsync($"/projects/{project.Id}/list");
        await Expect(notice).ToBeVisibleAsync();
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = "Look at integrations" }).ClickAsync();
        await Expect(notice).ToBeVisibleAsync();
        await Button(alice.Page, "Test Our server").ClickAsync();
        await Expect(notice).ToHaveCountAsync(0);

        await PauseAsync();
        await using var bob = await stage.VisitAsAsync(member, address: app.Address);
        await bob.Page.GotoAsync($"/projects/{project.Id}/list");
        await Expect(bob.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await Expect(bob.Page.GetByText("Nothing is sent")).ToHaveCountAsync(0);

        Task PauseAsync() =>
            Sql.ScalarAsync(
                PostgresCluster.AsSuperuser(app.ConnectionString),
                "UPDATE integrations SET status = 'paused', status_reason = 'Refused'"
            );
    }

    [Fact]
    public async Task Webhook_IsConnected_Tested_SwitchedOff_GivenANewSecret_AndDeleted()
    {
        var owner = await app.SignUpAsync("Alice");
        await using var alice = await stage.VisitAsAsync(owner, address: app.Address);
        var page = alice.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Integrations" }).ClickAsync();
        await Expect(page.GetByText("Nothing is connected")).ToBeVisibleAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        await Button(page, "Connect").ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await Button(dialog, "Connect").ClickAsync();
        await Expect(dialog.GetByText("Required")).ToHaveCountAsync(2);
        await dialog.GetByLabel("Name").FillAsync("Our server");
        await dialog.GetByLabel("Address").FillAsync("https://169.254.169.254/hook");
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByText("The address must be reachable on the public internet.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Address").FillAsync(new Uri(receiver.Address, "hook").ToString());
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByText("Our server is connected")).ToBeVisibleAsync();
        receiver.Secret = await dialog.GetByLabel("Signing secret").InputValueAsync();
        receiver.Secret.Should().StartWith("whsec_");
        await Button(dialog, "Close").Last.ClickAsync();
        await Expect(page.GetByText(receiver.Secret)).ToHaveCountAsync(0);

        var row = page.GetByRole(AriaRole.Row, new() { Name = "Our server" });
        await Expect(row.GetByText("On", new() { Exact = true })).ToBeVisibleAsync();
        await Button(row, "Test Our server").ClickAsync();
        await Expect(page.GetByText("Our server has the test message")).ToBeVisibleAsync();
        receiver.Receipts.Should().ContainSingle();

        receiver.Always = Fault.Status(503);
        await Button(row, "Test Our server").ClickAsync();
        await Expect(page.GetByText("Our server may have the test message or not")).ToBeVisibleAsync();
        receiver.Always = null;

        await Button(row, "More for Our server").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Switch off" }).ClickAsync();
        await Expect(row.GetByText("Off", new() { Exact = true })).ToBeVisibleAsync();
        (await owner.GetAsync($"/api/organizations/{owner.OrganizationId}/integrations"))
            .Items()
            .Single()
            .GetProperty("enabled")
            .GetBoolean()
            .Should()
            .BeFalse();

        await Button(row, "More for Our server").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "New signing secret" }).ClickAsync();
        await Button(dialog, "New signing secret").ClickAsync();
        await Expect(dialog.GetByLabel("Signing secret")).Not.ToHaveValueAsync(receiver.Secret);
        await Button(dialog, "Close").Last.ClickAsync();

        await Button(row, "More for Our server").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await Button(page.GetByRole(AriaRole.Alertdialog), "Delete").ClickAsync();
        await Expect(page.GetByText("Nothing is connected")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Secret_IsReplaced_ButNeverShown_AndMendsWhatWasPaused()
    {
        var owner = await app.SignUpAsync("Alice");
        var slack = await ConnectAsync(owner, "slack", "Releases", new { channel = "C0123456789" }, new { bot_token = "xoxb-old" });
        await PauseAsync(slack.Id());
        await using var alice = await stage.VisitAsAsync(owner, address: app.Address);
        var page = alice.Page;
        await page.GotoAsync($"/organizations/{owner.OrganizationId}/integrations");
        var row = page.GetByRole(AriaRole.Row, new() { Name = "Releases" });
        await Expect(row.GetByText("Paused")).ToBeVisibleAsync();
        await Expect(row.GetByText("Slack says: invalid_auth.")).ToBeVisibleAsync();

        await Button(row, "Edit Releases").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("Bot token")).ToHaveValueAsync("");
        await dialog.GetByLabel("Bot token").FillAsync("xoxb-new");
        await Button(dialog, "Save").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(row.GetByText("On", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Member_IsToldWhoMay_AndFindsNoWayThere()
    {
        var (owner, member) = (await app.SignUpAsync("Alice"), await app.SignUpAsync("Max", organization: null));
        await owner.AdmitAsync(member, "member");
        await using var max = await stage.VisitAsAsync(member, address: app.Address);
        await max.Page.GotoAsync($"/organizations/{owner.OrganizationId}/integrations");
        await Expect(max.Page.GetByText("Owners and admins look after integrations.")).ToBeVisibleAsync();
        await Expect(max.Page.GetByRole(AriaRole.Link, new() { Name = "Members" })).ToBeVisibleAsync();
        await Expect(max.Page.GetByRole(AriaRole.Link, new() { Name = "Integrations" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task PageAndDialog_InTheme_AreClean(string theme)
    {
        var owner = await app.SignUpAsync("Alice");
        var project = await owner.CreateProjectAsync("WEB");
        receiver.Secret = (
            await ConnectAsync(owner, "webhook", "Deploy robot", new { url = new Uri(receiver.Address, "hook") }, null, project.Id)
        ).Str("signing_secret")!;
        var slack = await ConnectAsync(owner, "slack", "Releases", new { channel = "C0123456789" }, new { bot_token = "xoxb-1" });
        await PauseAsync(slack.Id());
        var mail = new { from_email = "tasks@example.test", from_name = "Acme tasks" };
        await ConnectAsync(owner, "sendgrid", "Mail to customers", mail, new { api_key = "SG.1" });
        await using var alice = await stage.VisitAsAsync(owner, theme, app.Address);
        var page = alice.Page;
        await page.GotoAsync($"/organizations/{owner.OrganizationId}/integrations");
        await Button(page, "Test Deploy robot").ClickAsync();
        await Expect(page.GetByText("Deploy robot has the test message")).ToBeVisibleAsync();
        await alice.ShouldBeCleanAsync($"integrations-{theme}");

        await Button(page, "Connect").ClickAsync();
        await page.GetByText("All events, also those of later releases").ClickAsync();
        await Expect(page.GetByText("Choose events")).ToBeVisibleAsync();
        await alice.ShouldBeCleanAsync($"integration-dialog-{theme}");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task<System.Text.Json.JsonElement> ConnectAsync(
        TestUser owner,
        string kind,
        string name,
        object config,
        object? secrets,
        params Guid[] projectIds
    )
    {
        var body = new
        {
            kind,
            name,
            events = projectIds.Length > 0 ? ["task.created", "task.moved"] : new[] { "*" },
            project_ids = projectIds,
            config,
            secrets,
        };
        return owner.SendAsync(HttpMethod.Post, $"/api/organizations/{owner.OrganizationId}/integrations", body).ReadAsync(201);
    }

    /// <summary>As a deliverer does whose token was refused.</summary>
    private Task PauseAsync(Guid id) =>
        Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            string.Create(
                CultureInfo.InvariantCulture,
                $"UPDATE integrations SET status = 'paused', status_reason = 'Slack says: invalid_auth.' WHERE id = '{id}'"
            )
        );
}
