using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

/// <summary>The dialog for a new task with all its fields.</summary>
[Collection(Stage.SideBySide)]
public sealed class CreateTaskTests(Stage stage)
{
    [Fact]
    public async Task Create_EveryField_IsOnTheBoardAndOnTheServer()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "bug", color = "#c02626" }).ReadAsync(201);
        await using var visitor = await stage.VisitAsAsync(user);
        await visitor.Board.OpenAsync(project.Id);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "New task", Exact = true }).ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "New task" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create task" }).ClickAsync();
        await Expect(dialog.GetByLabel("Title")).ToBeFocusedAsync();
        await Expect(dialog.GetByText("Required")).ToBeVisibleAsync();

        await dialog.GetByLabel("Title").FillAsync("Measure the checkout");
        await dialog.GetByLabel("Description").FillAsync("Line one\n\n- line two");
        await visitor.ChooseAsync(dialog.GetByLabel("Status"), "In Progress");
        await visitor.ChooseAsync(dialog.GetByLabel("Priority"), "High");
        await visitor.ChooseAsync(dialog.GetByLabel("Assignees"), "Ada");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ChooseAsync(dialog.GetByLabel("Labels"), "bug");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await dialog.GetByLabel("Start").FillAsync("2026-03-02");
        await dialog.GetByLabel("Due").FillAsync("2026-03-20");
        await dialog.GetByLabel("Estimate").FillAsync("2.5");
        await visitor.KeepScreenAsync("create-task");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create task" }).ClickAsync();

        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(visitor.Board.CardsOf("In Progress")).ToHaveCountAsync(1);
        var task = await user.GetAsync($"/api/tasks/{project.Key}-1");
        task.GetProperty("title").GetString().Should().Be("Measure the checkout");
        task.GetProperty("description").GetString().Should().Be("Line one\n\n- line two");
        task.GetProperty("status_id").GetGuid().Should().Be(project.Statuses["In Progress"]);
        task.GetProperty("priority").GetString().Should().Be("high");
        task.GetProperty("assignee_ids").EnumerateArray().Should().ContainSingle().Which.GetGuid().Should().Be(user.Id);
        task.GetProperty("label_ids").GetArrayLength().Should().Be(1);
        task.GetProperty("start_date").GetString().Should().Be("2026-03-02");
        task.GetProperty("due_date").GetString().Should().Be("2026-03-20");
        task.GetProperty("estimate").GetDecimal().Should().Be(2.5m);
    }
}
