using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Notifications;

/// <summary>The bell rises without a reload, the inbox says why, and what was opened is read.</summary>
[Collection(Stage.SideBySide)]
public sealed class InboxTests(Stage stage)
{
    [Fact]
    public async Task Assignment_RaisesTheBell_AndOpeningItLowersIt()
    {
        var (ann, ben, project) = await TeamAsync();
        await using var visitor = await stage.VisitAsAsync(ben);
        await visitor.Page.GotoAsync("/inbox");
        await Expect(visitor.Page.GetByText("Nothing here yet")).ToBeVisibleAsync();
        await Expect(Count(visitor)).ToHaveCountAsync(0);

        await ann.CreateTaskAsync(project, "Look at this", new { assignee_ids = new[] { ben.Id } });
        await ann.CreateTaskAsync(project, "And at this", new { assignee_ids = new[] { ben.Id } });

        await Expect(Count(visitor)).ToHaveTextAsync("2");
        var rows = visitor.Page.GetByRole(AriaRole.List, new() { Name = "Inbox", Exact = true }).Locator("> li");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("And at this");
        await Expect(rows.First).ToContainTextAsync("Ann");
        await visitor.KeepScreenAsync("inbox");

        await rows.Last.GetByRole(AriaRole.Link, new() { Name = "Look at this" }).ClickAsync();
        await Expect(visitor.Page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Look at this");
        await Expect(Count(visitor)).ToHaveTextAsync("1");
        (await ben.GetAsync("/api/notifications")).GetProperty("unread").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Inbox_IsWorkedThroughByKeyboard()
    {
        var (ann, ben, project) = await TeamAsync();
        foreach (var title in new[] { "First", "Second", "Third" })
            await ann.CreateTaskAsync(project, title, new { assignee_ids = new[] { ben.Id } });
        await using var visitor = await stage.VisitAsAsync(ben);
        await visitor.Board.OpenAsync(project.Id);
        await Expect(Count(visitor)).ToHaveTextAsync("3");

        await visitor.Page.Keyboard.PressAsync("g");
        await visitor.Page.Keyboard.PressAsync("i");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Third" })).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await visitor.Page.Keyboard.PressAsync("e");
        await Expect(Count(visitor)).ToHaveTextAsync("2");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Second");
        await Expect(Count(visitor)).ToHaveTextAsync("1");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Inbox_InTheme_HasNoViolation(string theme)
    {
        var (ann, ben, project) = await TeamAsync();
        await ann.CreateTaskAsync(project, "Seen in colours", new { assignee_ids = new[] { ben.Id } });
        await using var visitor = await stage.VisitAsAsync(ben, theme);
        await visitor.Page.GotoAsync("/inbox");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Seen in colours" })).ToBeVisibleAsync();

        await visitor.ShouldBeCleanAsync($"inbox-{theme}");
    }

    private static ILocator Count(Visitor visitor) => visitor.Page.Locator("[data-unread]");

    private async Task<(TestUser Ann, TestUser Ben, TestProject Project)> TeamAsync()
    {
        var ann = await stage.App.SignUpAsync("Ann");
        var ben = await stage.App.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        return (ann, ben, await ann.CreateProjectAsync());
    }
}
