using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Milestones;

/// <summary>A milestone from its creation to its end, when what is still open rolls over to the next.</summary>
[Collection(Stage.SideBySide)]
public sealed class MilestoneTests(Stage stage)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Close_RollsOpenTasksOver(string theme)
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync("WEB");
        await using var visitor = await stage.VisitAsAsync(user, theme);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/milestones");
        await CreateAsync(page, "Beta", "2026-12-18", "Twenty shops pay with it.");
        await CreateAsync(page, "Release", "2027-02-26", "Every shop, in four countries.");
        var milestones = (await user.GetAsync($"/api/projects/{project.Id}/milestones")).Items();
        var (beta, release) = (milestones[0].Id(), milestones[1].Id());
        foreach (var (title, status) in new[] { ("Measure", "Done"), ("Ask", "In Progress"), ("Write", "Todo") })
            await user.CreateTaskAsync(project, title, new { milestone_id = beta, status_id = project.Statuses[status] });
        await page.ReloadAsync();
        await Expect(Row(page, "Beta")).ToContainTextAsync("1 of 3 done");
        await Expect(Row(page, "Beta")).ToContainTextAsync("33 %");
        await visitor.ShouldBeCleanAsync($"milestones-{theme}");

        await ActAsync(page, "Beta", "Close…");
        var dialog = page.GetByRole(AriaRole.Alertdialog, new() { Name = "Close Beta" });
        await Expect(dialog).ToContainTextAsync("2 tasks are still open");
        await Expect(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Open tasks go to" })).ToContainTextAsync("Release");
        await visitor.ShouldBeCleanAsync($"milestone-close-{theme}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close milestone" }).ClickAsync();

        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Row(page, "Release")).ToContainTextAsync("0 of 2 done");
        await Expect(page.Locator("section", new() { HasTextString = "Closed" })).ToContainTextAsync("Beta");
        var tasks = (await user.GetAsync($"/api/projects/{project.Id}/tasks?sort=number")).Items();
        tasks.Select(t => t.Id("milestone_id")).Should().Equal(beta, release, release);
        await visitor.KeepScreenAsync($"milestones-closed-{theme}");
    }

    [Fact]
    public async Task Milestone_IsChosenInTheTask_AndFiltersListAndBoard()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync("WEB");
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/milestones", new { name = "Beta" }).ReadAsync(201);
        var inside = await user.CreateTaskAsync(project, "inside");
        await user.CreateTaskAsync(project, "outside");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("inside");

        await visitor.ChooseAsync(visitor.Board.Panel.GetByRole(AriaRole.Combobox, new() { Name = "Milestone: None" }), "Beta");
        await visitor.Board.ConfirmedAsync();
        (await user.GetAsync($"/api/tasks/{inside.Id()}")).IsNull("milestone_id").Should().BeFalse();

        await page.GotoAsync($"/projects/{project.Id}/board");
        await Expect(visitor.Board.Card("outside")).ToBeVisibleAsync();
        await visitor.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "Milestone" }), "Beta");
        await Expect(visitor.Board.Card("outside")).ToHaveCountAsync(0);
        await Expect(visitor.Board.Card("inside")).ToBeVisibleAsync();

        await page.GotoAsync($"/projects/{project.Id}/list");
        await Expect(page.Locator("[data-row]")).ToHaveCountAsync(2);
        await visitor.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "Milestone: Any milestone" }), "Beta");
        await Expect(page.Locator("[data-row]")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "inside" })).ToBeVisibleAsync();
    }

    /// <summary>Two people have the dialog open: the second is told what the first wrote and decides; nothing is overwritten unseen.</summary>
    [Fact]
    public async Task Edit_OfAStaleMilestone_ShowsWhatItSaysNow()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        var milestone = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/milestones", new { name = "Beta" })
            .ReadAsync(201);
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await visitor.DeafenAsync();
        await page.GotoAsync($"/projects/{project.Id}/milestones");
        await ActAsync(page, "Beta", "Edit");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Edit milestone" });
        await dialog.GetByLabel("Name").FillAsync("Beta of Ada");
        await user.SendAsync(HttpMethod.Patch, $"/api/milestones/{milestone.Id()}", new { name = "Beta of Bob" }).ReadAsync(200);

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("It now says: Beta of Bob");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Row(page, "Beta of Ada")).ToBeVisibleAsync();
        await ActAsync(page, "Beta of Ada", "Delete");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("No milestone yet")).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page, string name) =>
        page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    private static async Task ActAsync(IPage page, string name, string action)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"More actions for {name}" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = action }).ClickAsync();
    }

    private static async Task CreateAsync(IPage page, string name, string end, string description)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "New milestone" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New milestone" });
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByLabel("End").FillAsync(end);
        await dialog.GetByLabel("Description").FillAsync(description);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(Row(page, name)).ToBeVisibleAsync();
    }
}
