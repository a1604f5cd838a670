using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.SavedViews;

/// <summary>A question to the tasks that is kept: it survives a reload, others see it when it is shared, and nobody's change is overwritten.</summary>
[Collection(Stage.Name)]
public sealed class SavedViewTests(Stage stage)
{
    [Fact]
    public async Task SharedView_SurvivesAReload_AndIsSeenByAnotherMember()
    {
        var (ada, bob) = (await stage.App.SignUpAsync("Ada"), await stage.App.SignUpAsync("Bob", organization: null));
        await ada.AdmitAsync(bob, "member");
        var project = await TasksAsync(ada);
        await using var visitor = await stage.VisitAsAsync(ada);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/list?sort=number");
        await page.GetByLabel("Search tasks").FillAsync("status:\"In Progress\" assignee:me");
        await Expect(Rows(page)).ToHaveCountAsync(1);

        await ActAsync(page, "Views", "Save view…");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Save view" });
        await dialog.GetByLabel("Name").FillAsync("My work");
        await dialog.GetByText("Everybody in the project sees it").ClickAsync();
        await visitor.ShouldBeCleanAsync("view-save-light");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Current(page, "My work")).ToBeVisibleAsync();
        await page.ReloadAsync();

        await Expect(Current(page, "My work")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Search tasks")).ToHaveValueAsync("status:\"In Progress\" assignee:me");
        await Expect(Rows(page)).ToHaveCountAsync(1);
        await Expect(page.GetByText("Modified", new() { Exact = true })).ToHaveCountAsync(0);

        await using var other = await stage.VisitAsAsync(bob, "dark");
        await other.Page.GotoAsync($"/projects/{project.Id}/board");
        await ActAsync(other.Page, "Views", "My work");
        await Expect(Current(other.Page, "My work")).ToBeVisibleAsync();
        await Expect(other.Page.GetByText("No task matches")).ToBeVisibleAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "View: My work" }).ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete My work…" })).ToHaveCountAsync(0);
        await other.ShouldBeCleanAsync("views-menu-dark");
    }

    [Fact]
    public async Task ChangedView_IsModified_ResetOrUpdated_ButNeverOverAnother()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await TasksAsync(user);
        var body = new
        {
            name = "High",
            filter = "priority:high",
            sort = "number",
            layout = "list",
        };
        var view = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", body).ReadAsync(201);
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/list");
        await ActAsync(page, "Views", "High");
        await Expect(Rows(page)).ToHaveCountAsync(2);

        await visitor.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }), "In Progress");
        await Expect(page.GetByText("Modified", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Rows(page)).ToHaveCountAsync(1);
        await visitor.ShouldBeCleanAsync("view-modified-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(2);

        await visitor.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }), "In Progress");
        await user.SendAsync(HttpMethod.Patch, $"/api/views/{view.Id()}", new { filter = "priority:urgent" }).ReadAsync(200);
        await page.GetByRole(AriaRole.Button, new() { Name = "Update", Exact = true }).ClickAsync();
        await Expect(page.GetByText("High was changed by somebody else meanwhile")).ToBeVisibleAsync();
        (await FilterAsync(user, project)).Should().Be("priority:urgent");

        await page.GetByRole(AriaRole.Button, new() { Name = "Update", Exact = true }).ClickAsync();
        await Expect(page.GetByText("High updated")).ToBeVisibleAsync();
        (await FilterAsync(user, project)).Should().Be("status:\"In Progress\" priority:high");
        await Expect(page.GetByText("Modified", new() { Exact = true })).ToHaveCountAsync(0);

        await ActAsync(page, "View: High", "Rename High…");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("High and begun");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await ActAsync(page, "View: High and begun", "Delete High and begun…");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Views", Exact = true })).ToBeVisibleAsync();
        (await user.GetAsync($"/api/projects/{project.Id}/views")).Items().Should().BeEmpty();
    }

    [Fact]
    public async Task FilterBox_SaysWhatItDoesNotUnderstand_InListAndOnBoard()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await TasksAsync(user);
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/list");
        await page.GetByLabel("Search tasks").FillAsync("owner:me");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“owner” at 0 is no word of a filter. Known: ");
        await visitor.ShouldBeCleanAsync("filter-problem-light");
        await page.GetByLabel("Search tasks").FillAsync("status:started priority>=high");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(Rows(page)).ToHaveCountAsync(1);

        await visitor.Board.OpenAsync(project.Id);
        await page.GetByLabel("Filter cards").FillAsync("priority>=high");
        await Expect(visitor.Board.Card("Rest")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-card]")).ToHaveCountAsync(2);
        await page.GetByLabel("Filter cards").FillAsync("priority>=highest");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("priority takes none, low, medium, high, urgent");
        await page.GetByLabel("Filter cards").FillAsync("rest");
        await Expect(visitor.Board.Card("Rest")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-card]")).ToHaveCountAsync(1);
    }

    private static async Task<TestProject> TasksAsync(TestUser user)
    {
        var project = await user.CreateProjectAsync("WEB");
        var mine = new[] { user.Id };
        await user.CreateTaskAsync(
            project,
            "Measure",
            new
            {
                status_id = project.Statuses["In Progress"],
                assignee_ids = mine,
                priority = "high",
            }
        );
        await user.CreateTaskAsync(project, "Write", new { assignee_ids = mine, priority = "high" });
        await user.CreateTaskAsync(project, "Rest");
        return project;
    }

    private static async Task<string?> FilterAsync(TestUser user, TestProject project) =>
        (await user.GetAsync($"/api/projects/{project.Id}/views")).Items().Single().Str("filter");

    private static ILocator Rows(IPage page) => page.Locator("[data-row]");

    private static ILocator Current(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = $"View: {name}" });

    private static async Task ActAsync(IPage page, string menu, string item)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = menu, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
    }
}
