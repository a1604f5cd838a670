using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Links;

/// <summary>How a task hangs together with others, in its panel; what would make a circle is refused with the circle.</summary>
[Collection(Stage.Name)]
public sealed class LinksAndSubtasksTests(Stage stage)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Link_IsAddedByKeyAndBySearch_AndACircleIsRefused(string theme)
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync("WEB");
        foreach (var title in new[] { "Plan the release", "Build the release", "Ship the release" })
            await user.CreateTaskAsync(project, title);
        await user.CreateTaskAsync(await user.CreateProjectAsync("OPS", "Operations"), "Buy a server");
        await user.SendAsync(HttpMethod.Post, "/api/tasks/WEB-2/links", new { type = "blocks", task = "WEB-3" }).ReadAsync(201);
        await using var visitor = await stage.VisitAsAsync(user, theme);
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Plan the release");
        var links = visitor.Board.Panel.GetByRole(AriaRole.Region, new() { Name = "Links" });

        await AddAsync(visitor, links, "Blocks", "web-2", "WEB-2 Build the release");
        await Expect(links.GetByRole(AriaRole.Link, new() { Name = "WEB-2 Build the release" })).ToBeVisibleAsync();
        await AddAsync(visitor, links, "Is blocked by", "Ship", "WEB-3 Ship the release");
        await Expect(links.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("The tasks would block each other in a circle: WEB-3 → WEB-1 → WEB-2 → WEB-3.");
        (await user.GetAsync("/api/tasks/WEB-1/links")).Items().Should().ContainSingle();
        await visitor.ShouldBeCleanAsync($"links-{theme}");

        await AddAsync(visitor, links, "Relates to", "ops-1", "Task with the key OPS-1");
        await links.GetByRole(AriaRole.Button, new() { Name = "Remove the link to OPS-1" }).ClickAsync();
        await Expect(links.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await links.GetByRole(AriaRole.Button, new() { Name = "Remove the link to WEB-2" }).ClickAsync();
        await Expect(links.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        (await user.GetAsync("/api/tasks/WEB-1/links")).Items().Should().BeEmpty();
    }

    [Fact]
    public async Task Subtasks_AreAddedAndReleased_AndTooDeepIsRefused()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync("WEB");
        Guid? parent = null;
        for (var level = 1; level <= 5; level++)
            parent = (await user.CreateTaskAsync(project, $"Level {level}", parent is null ? null : new { parent_id = parent })).Id();
        await using var visitor = await stage.VisitAsAsync(user);
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Level 4");
        var subtasks = visitor.Board.Panel.GetByRole(AriaRole.Region, new() { Name = "Subtasks" });
        await Expect(subtasks).ToContainTextAsync("0 of 1 done");

        await subtasks.GetByRole(AriaRole.Button, new() { Name = "Add subtask" }).ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("Fifth, too");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(subtasks.GetByRole(AriaRole.Link, new() { Name = "WEB-6 Fifth, too" })).ToBeVisibleAsync();
        await user.SendAsync(HttpMethod.Patch, "/api/tasks/WEB-6", new { status_id = project.Statuses["Done"] }).ReadAsync(200);
        await Expect(subtasks).ToContainTextAsync("1 of 2 done");
        (await user.GetAsync("/api/tasks/WEB-6")).Id("parent_id").Should().Be((await user.GetAsync("/api/tasks/WEB-4")).Id());

        await subtasks.GetByRole(AriaRole.Button, new() { Name = "Take WEB-6 out of WEB-4" }).ClickAsync();
        await Expect(subtasks.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        (await user.GetAsync("/api/tasks/WEB-6")).IsNull("parent_id").Should().BeTrue();

        await visitor.Board.OpenTaskAsync("Level 5");
        await subtasks.GetByRole(AriaRole.Button, new() { Name = "Add subtask" }).ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("Level 6");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(subtasks.GetByRole(AriaRole.Alert)).ToContainTextAsync("Subtasks go 5 levels deep");
        await visitor.KeepScreenAsync("subtasks-too-deep");
        await subtasks.GetByRole(AriaRole.Button, new() { Name = "Discard my change" }).ClickAsync();
        await Expect(subtasks.GetByText("Level 6")).ToHaveCountAsync(0);
    }

    private static async Task AddAsync(Visitor visitor, ILocator links, string how, string words, string choice)
    {
        var page = visitor.Page;
        if (await links.GetByRole(AriaRole.Button, new() { Name = "Add link" }).IsVisibleAsync())
            await links.GetByRole(AriaRole.Button, new() { Name = "Add link" }).ClickAsync();
        await visitor.ChooseAsync(links.GetByRole(AriaRole.Combobox, new() { Name = "Kind of link" }), how);
        await links.GetByRole(AriaRole.Combobox, new() { Name = "Other task: None" }).ClickAsync();
        await page.GetByPlaceholder("Find a task").FillAsync(words);
        await page.GetByRole(AriaRole.Option, new() { Name = choice }).ClickAsync();
    }
}
