using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Notifications;

/// <summary>"Why did I get this, and why did they not?" is answered two clicks from where the question comes up (C-5.3).</summary>
[Collection(Stage.SideBySide)]
public sealed class JourneyTests(Stage stage)
{
    [Fact]
    public async Task Reader_SeesFromTheInbox_WhyAndWhenTheyWereTold()
    {
        var (ann, ben, project) = await TeamAsync();
        await ann.CreateTaskAsync(project, "Look at this", new { assignee_ids = new[] { ben.Id } });
        await using var visitor = await stage.VisitAsAsync(ben);
        var page = visitor.Page;
        await page.GotoAsync("/inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Why did I get this? Ann created the task" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What reached you" })).ToBeVisibleAsync();
        await Expect(Channel(page, "inbox")).ToContainTextAsync("Delivered");
        await Expect(Channel(page, "inbox")).ToContainTextAsync("Told because the task was assigned to you.");
        await Expect(Channel(page, "inbox").GetByRole(AriaRole.Listitem))
            .ToContainTextAsync(["Happened", "Decided whom to tell", "Delivered"]);
        await Expect(Channel(page, "email")).ToContainTextAsync("Not sent");
        await Expect(Channel(page, "email")).ToContainTextAsync("Nothing that sends e-mail is connected.");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Look at this" })).ToBeVisibleAsync();
        var trace = await page.GetByLabel("Trace of the request").InputValueAsync();
        trace.Should().Be((await JourneyAsync(ben, page.Url)).Items("channels")[0].Str("trace_id"));
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "For:" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Owner_SeesFromTheHistory_WhyEachPersonWasNotTold()
    {
        var (ann, ben, project) = await TeamAsync();
        var gus = await stage.App.SignUpAsync("Gus", organization: null);
        await ann.AdmitAsync(gus, "guest", (await ann.CreateProjectAsync()).Id);
        await ann.ConnectAsync(Webhook("Build robot", "milestone.created"));
        await ann.CreateTaskAsync(project, "Quiet");
        await using var visitor = await stage.VisitAsAsync(ann);
        var page = visitor.Page;
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Quiet");
        await visitor.Talk.History.ClickAsync();
        await visitor.Talk.Revision(1).GetByRole(AriaRole.Link, new() { Name = "Who was told?" }).ClickAsync();

        await Expect(Channel(page, "webhook")).ToContainTextAsync("Build robot");
        await Expect(Channel(page, "webhook")).ToContainTextAsync("It is not set up to get events like this one.");
        await Expect(Channel(page, "inbox")).ToHaveCountAsync(0);
        await ShowAsync(visitor, "Ben");
        await Expect(Channel(page, "inbox")).ToContainTextAsync("It did not concern Ben");
        await ShowAsync(visitor, "Gus");
        await Expect(Channel(page, "inbox")).ToContainTextAsync("Gus has no access to the project.");
        await ShowAsync(visitor, "Ann");
        await Expect(Channel(page, "inbox")).ToContainTextAsync("You did it yourself");
        page.Url.Should().EndWith($"?user_id={ann.Id}", "the answer can be sent to somebody else");
        await page.ReloadAsync();
        await Expect(Channel(page, "email")).ToContainTextAsync("You did it yourself");
    }

    [Fact]
    public async Task Member_SeesFromTheHistory_OnlyWhatReachedThemselves()
    {
        var (ann, ben, project) = await TeamAsync();
        var task = await ann.CreateTaskAsync(project, "Quiet");
        await using var visitor = await stage.VisitAsAsync(ben);
        var page = visitor.Page;
        await page.GotoAsync($"/tasks/{task.Str("key")}");
        await visitor.Talk.History.ClickAsync();
        await visitor.Talk.Revision(1).GetByRole(AriaRole.Link, new() { Name = "Who was told?" }).ClickAsync();
        await Expect(Channel(page, "inbox")).ToContainTextAsync("It did not concern you");

        await page.GotoAsync($"{page.Url.Split('?')[0]}?user_id={ann.Id}");
        await Expect(page.GetByText("What others were told is shown to owners and admins")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what reached me" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What reached you" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task JourneyAndPreferences_InTheme_HaveNoViolation(string theme)
    {
        var (ann, ben, project) = await TeamAsync();
        await ann.ConnectAsync(Webhook("Build robot", "milestone.created"));
        await ann.CreateTaskAsync(project, "Look at this", new { assignee_ids = new[] { ben.Id } });
        await using var visitor = await stage.VisitAsAsync(ann, theme);
        var eventId = (await ann.GetAsync($"/api/projects/{project.Id}/changes?after=0")).Items()[^1].Id();
        await visitor.Page.GotoAsync($"/events/{eventId}/journey?user_id={ben.Id}");
        await Expect(Channel(visitor.Page, "inbox")).ToContainTextAsync("Told because the task was assigned to Ben.");
        await Expect(Channel(visitor.Page, "inbox")).ToContainTextAsync("Delivered");

        await visitor.ShouldBeCleanAsync($"journey-{theme}");

        await ben.CreateTaskAsync(project, "And at that", new { assignee_ids = new[] { ann.Id } });
        await visitor.Page.GotoAsync("/settings/notifications");
        await Expect(visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "A comment mentions you: E-mail" })).ToBeCheckedAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Why did I get this?" })).ToBeVisibleAsync();
        await visitor.ShouldBeCleanAsync($"notification-preferences-{theme}");
    }

    private static ILocator Channel(IPage page, string channel) => page.Locator($"[data-channel={channel}]");

    private static object Webhook(string name, params string[] events) =>
        new
        {
            kind = "webhook",
            name,
            events,
            config = new { url = IntegrationSteps.Nowhere },
        };

    private static Task ShowAsync(Visitor visitor, string name) =>
        visitor.ChooseAsync(visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "For:" }), name);

    private static Task<System.Text.Json.JsonElement> JourneyAsync(TestUser user, string pageUrl) =>
        user.GetAsync($"/api{new Uri(pageUrl).PathAndQuery}");

    private async Task<(TestUser Ann, TestUser Ben, TestProject Project)> TeamAsync()
    {
        var ann = await stage.App.SignUpAsync("Ann");
        var ben = await stage.App.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        return (ann, ben, await ann.CreateProjectAsync());
    }
}
