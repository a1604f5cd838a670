using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Projects;

/// <summary>What the settings of a project change on its board.</summary>
[Collection(Stage.Name)]
public sealed class ProjectSettingsTests(Stage stage)
{
    [Fact]
    public async Task Label_CreatedThenDeleted_CanBeChosenAndThenIsGoneEverywhere()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        await user.CreateTaskAsync(project, "Crashes on start");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;

        await page.GotoAsync($"/projects/{project.Id}/settings");
        await Expect(page.GetByText("No labels yet.")).ToBeVisibleAsync();
        await page.GetByLabel("New label").FillAsync("bug");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add label" }).ClickAsync();
        await Expect(page.GetByLabel("Name of label bug")).ToBeVisibleAsync();

        await GoToAsync(page, "Board");
        await visitor.Board.OpenTaskAsync("Crashes on start");
        await visitor.ChooseAsync(visitor.Board.Panel.GetByRole(AriaRole.Combobox, new() { Name = "Labels" }), "bug");
        await page.Keyboard.PressAsync("Escape");
        await visitor.Board.ConfirmedAsync();
        await Expect(visitor.Board.CardsOf("Backlog").Locator("xpath=ancestor::article")).ToContainTextAsync("bug");

        await GoToAsync(page, "Settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete label bug" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No labels yet.")).ToBeVisibleAsync();

        await GoToAsync(page, "Board");
        await Expect(visitor.Board.CardsOf("Backlog").Locator("xpath=ancestor::article")).Not.ToContainTextAsync("bug");
        (await user.GetAsync($"/api/tasks/{project.Key}-1")).GetProperty("label_ids").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Archive_ThenRestore_LocksTheBoardAndOpensItAgain()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync(name: "Web shop");
        await user.CreateTaskAsync(project, "Still readable");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;

        await visitor.Board.OpenAsync(project.Id);
        await GoToAsync(page, "Settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive project" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Archive project" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Restore project" })).ToBeVisibleAsync();
        await visitor.KeepScreenAsync("project-archived");

        await GoToAsync(page, "Board");
        await Expect(visitor.Board.Card("Still readable")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New task" })).ToHaveCountAsync(0);
        await Expect(visitor.Board.Column("Backlog").GetByRole(AriaRole.Button, new() { Name = "Add task" })).ToHaveCountAsync(0);
        await visitor.Board.OpenTaskAsync("Still readable");
        await Expect(visitor.Board.Title).Not.ToBeEditableAsync();
        await page.Keyboard.PressAsync("Escape");

        await GoToAsync(page, "Settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore project" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Archive project" })).ToBeVisibleAsync();
        await GoToAsync(page, "Board");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New task in Todo" })).ToBeVisibleAsync();
    }

    private static Task GoToAsync(IPage page, string view) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Project views" })
            .GetByRole(AriaRole.Link, new() { Name = view, Exact = true })
            .ClickAsync();
}
