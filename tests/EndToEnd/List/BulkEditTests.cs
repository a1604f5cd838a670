using System.Text.Json;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.List;

/// <summary>Many tasks at once, by keyboard alone: every task has its own outcome, and what was refused says why.</summary>
[Collection(Stage.Name)]
public sealed class BulkEditTests(Stage stage)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task SelectedRows_AreEdited_AndTheRefusedOneIsToldAndRepeated(string theme)
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync("WEB");
        var ids = await BacklogAsync(user, project);
        await using var visitor = await stage.VisitAsAsync(user, theme);
        var (page, keyboard) = (visitor.Page, visitor.Page.Keyboard);
        // What is archived below must still be on the list when it is edited.
        await visitor.DeafenAsync();
        await page.GotoAsync($"/projects/{project.Id}/list?sort=number");
        await page.GetByRole(AriaRole.Link, new() { Name = "Measure the checkout" }).FocusAsync();

        await keyboard.PressAsync("x");
        await keyboard.PressAsync("Shift+ArrowDown");
        await keyboard.PressAsync("Shift+ArrowDown");
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Selected tasks" });
        await Expect(bar).ToContainTextAsync("3 selected");
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{ids[1]}").ReadAsync(204);
        await keyboard.PressAsync("e");
        await Expect(bar.GetByRole(AriaRole.Combobox, new() { Name = "Status" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await keyboard.TypeAsync("Done");
        await keyboard.PressAsync("Enter");

        var notice = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "2 tasks changed, 1 not changed" });
        await Expect(notice.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["WEB-2 The task is archived. Restore it first."]);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Status of WEB-3: Done" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-write]")).ToHaveCountAsync(0);
        await visitor.ShouldBeCleanAsync($"list-bulk-{theme}");
        (await CategoriesAsync(user, ids[..4])).Should().Equal("done", "backlog", "done", "backlog");

        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{ids[1]}/restore").ReadAsync(200);
        await notice.GetByRole(AriaRole.Button, new() { Name = "Try this one again" }).ClickAsync();
        await Expect(notice).ToHaveCountAsync(0);
        await Expect(page.GetByText("1 task changed")).ToBeVisibleAsync();
        (await CategoriesAsync(user, ids[..4])).Should().Equal("done", "done", "done", "backlog");

        await keyboard.PressAsync("Escape");
        await Expect(bar).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AllLoaded_ArchivedAndTakenBack()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        foreach (var title in new[] { "one", "two", "three" })
            await user.CreateTaskAsync(project, title);
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/list");
        var rows = page.Locator("[data-row]");
        await Expect(rows).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("Control+a");
        await page.GetByRole(AriaRole.Region, new() { Name = "Selected tasks" })
            .GetByRole(AriaRole.Button, new() { Name = "Archive" })
            .ClickAsync();
        await Expect(page.GetByText("3 tasks archived")).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(0);
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().BeEmpty();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Should().HaveCount(3);
    }

    [Fact]
    public async Task LabelsAndPeople_ComeAndGo_BesideWhatATaskHas()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        var labels = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var name in new[] { "bug", "old" })
            labels[name] = (
                await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name, color = "#c02626" }).ReadAsync(201)
            ).Id();
        var first = await user.CreateTaskAsync(project, "one", new { label_ids = new[] { labels["old"] } });
        var second = await user.CreateTaskAsync(project, "two");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        await page.GotoAsync($"/projects/{project.Id}/list?sort=number");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {project.Key}-1" }).CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "two" }).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Selected tasks" });
        await Expect(bar).ToContainTextAsync("2 selected");

        await visitor.ChooseAsync(bar.GetByRole(AriaRole.Combobox, new() { Name = "Add labels" }), "bug");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByText("2 tasks changed")).ToBeVisibleAsync();
        await visitor.ChooseAsync(bar.GetByRole(AriaRole.Combobox, new() { Name = "Assign", Exact = true }), "Ada");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Assignees of {project.Key}-2: Ada" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-write]")).ToHaveCountAsync(0);

        (await IdsAsync(user, first, "label_ids")).Should().BeEquivalentTo([labels["old"], labels["bug"]]);
        (await IdsAsync(user, second, "label_ids")).Should().Equal(labels["bug"]);
        (await IdsAsync(user, second, "assignee_ids")).Should().Equal(user.Id);
    }

    private static async Task<List<Guid>> BacklogAsync(TestUser user, TestProject project)
    {
        var labels = new List<Guid>();
        foreach (var (name, color) in new[] { ("checkout", "#2f6fde"), ("research", "#8a5cd0") })
            labels.Add(
                (await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name, color }).ReadAsync(201)).Id()
            );
        string[] titles =
        [
            "Measure the checkout",
            "Ask the customers who left",
            "Write the report",
            "Shorten the address form",
            "Show the total before the last step",
            "Remember the chosen currency",
            "Pay with one press",
            "Explain a refused card",
            "Send the receipt at once",
            "Celebrate",
        ];
        var ids = new List<Guid>();
        foreach (var (index, title) in titles.Index())
        {
            var more = new
            {
                priority = index % 3 == 0 ? "high" : "medium",
                label_ids = labels[(index % 2)..],
                assignee_ids = index % 4 == 0 ? [user.Id] : Array.Empty<Guid>(),
                due_date = $"2026-12-{index + 10}",
            };
            ids.Add((await user.CreateTaskAsync(project, title, more)).Id());
        }

        return ids;
    }

    private static async Task<List<string>> CategoriesAsync(TestUser user, IEnumerable<Guid> ids)
    {
        var categories = new List<string>();
        foreach (var id in ids)
            categories.Add((await user.GetAsync($"/api/tasks/{id}")).Str("status_category")!);
        return categories;
    }

    private static async Task<IEnumerable<Guid>> IdsAsync(TestUser user, JsonElement task, string field) =>
        (await user.GetAsync($"/api/tasks/{task.Id()}")).GetProperty(field).EnumerateArray().Select(id => id.GetGuid());
}
