using System.Text.Json;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

/// <summary>The history says in words who changed what, and each change is taken back by itself.</summary>
[Collection(Stage.SideBySide)]
public sealed class HistoryTests(Stage stage)
{
    private const string Before = "# Goal\n\nShip it in March.\n\nOwner: nobody yet";

    [Fact]
    public async Task Undo_AnEarlierChange_KeepsTheLaterOnesAndIsAnnounced()
    {
        await using var scene = await SetAsync();
        var ada = scene.Ada;

        await Expect(scene.Revision(2)).ToContainTextAsync("Status: Backlog → became Todo");
        await Expect(scene.Revision(3)).ToContainTextAsync("Assignees: added Ada");
        await Expect(scene.Revision(4)).ToContainTextAsync("Bob changed");
        await Expect(scene.Revision(4).Locator("[data-line=removed]")).ToContainTextAsync(["Ship it in March."]);
        await Expect(scene.Revision(4).Locator("[data-line=added]")).ToContainTextAsync(["Ship it in April."]);
        await Expect(scene.Revision(1)).ToContainTextAsync("created the task");
        await Expect(scene.Revision(1).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        await scene.Revision(4).GetByRole(AriaRole.Button, new() { Name = "Undo this change" }).PressAsync("Enter");

        await Expect(ada.Page.GetByText($"{scene.Key}: change undone")).ToBeVisibleAsync();
        await Expect(ada.Board.Panel.GetByText("Ship it in March.").First).ToBeVisibleAsync();
        await Expect(scene.Revision(6)).ToContainTextAsync("Ship it in March.");
        var task = await scene.ReadAsync();
        task.GetProperty("description").GetString().Should().Be(Before);
        task.GetProperty("title").GetString().Should().Be("Ship the new checkout", "what came later stays");
    }

    [Fact]
    public async Task Undo_WhatWasChangedAgain_AsksAboutTheFieldThatIsDisputed()
    {
        await using var scene = await SetAsync();
        var ada = scene.Ada;
        await scene.Owner.PatchAsync(scene.Task, new { status_id = scene.Project.Statuses["Done"] }).ReadAsync(200);

        await scene.Revision(2).GetByRole(AriaRole.Button, new() { Name = "Undo this change" }).ClickAsync();

        await Expect(ada.Conflict.Self).ToContainTextAsync("You changed Status too");
        await Expect(ada.Conflict.Radio("Theirs")).ToHaveAccessibleDescriptionAsync("Done");
        await Expect(ada.Conflict.Radio("Yours")).ToHaveAccessibleDescriptionAsync("Backlog");
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(scene.Revision(2).GetByRole(AriaRole.Alert)).ToContainTextAsync("Not undone: Status changed again since");
        await scene.Revision(2).GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await ada.Conflict.Radio("Yours").CheckAsync();
        await ada.Conflict.Button("Save merged").ClickAsync();

        await ada.Board.ConfirmedAsync();
        (await scene.ReadAsync()).GetProperty("status_id").GetGuid().Should().Be(scene.Project.Statuses["Backlog"]);
    }

    [Fact]
    public async Task Undo_OfAStatusThatIsGone_SaysWhyAndChangesNothing()
    {
        await using var scene = await SetAsync();
        var backlog = scene.Project.Statuses["Backlog"];
        await scene.Owner.SendAsync(HttpMethod.Delete, $"/api/statuses/{backlog}").ReadAsync(204);

        await scene.Revision(2).GetByRole(AriaRole.Button, new() { Name = "Undo this change" }).ClickAsync();

        await Expect(scene.Revision(2).GetByRole(AriaRole.Alert))
            .ToContainTextAsync("The status the task had before is not in the project any more.");
        await scene.Revision(2).GetByRole(AriaRole.Button, new() { Name = "Leave it as it is" }).ClickAsync();
        await Expect(scene.Revision(2).GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        (await scene.ReadAsync()).GetProperty("version").GetInt32().Should().Be(5);
    }

    [Fact]
    public async Task History_OfManyChanges_ComesPageByPage()
    {
        await using var scene = await SetAsync();
        foreach (var estimate in Enumerable.Range(1, 27))
            await scene.Owner.PatchAsync(scene.Task, new { estimate }).ReadAsync(200);

        await Expect(scene.Revision(32)).ToContainTextAsync("Estimate: 26 → became 27");
        await Expect(scene.Revision(1)).ToHaveCountAsync(0);
        await scene.Ada.Page.GetByRole(AriaRole.Button, new() { Name = "Show earlier changes" }).ClickAsync();
        await Expect(scene.Revision(1)).ToContainTextAsync("created the task");
        await Expect(scene.Ada.Page.Locator("[data-revision]")).ToHaveCountAsync(32);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task History_InTheme_HasNoViolation(string theme)
    {
        await using var scene = await SetAsync(theme);

        await scene.Ada.Page.GotoAsync($"/tasks/{scene.Key}");
        await scene.Ada.Talk.History.ClickAsync();
        await Expect(scene.Revision(1)).ToBeVisibleAsync();
        await Expect(scene.Revision(3)).ToContainTextAsync("added Ada");
        await scene.Ada.ShouldBeCleanAsync($"task-history-{theme}");
    }

    private async Task<Scene> SetAsync(string theme = "light")
    {
        var owner = await stage.App.SignUpAsync("Ada");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var task = await owner.CreateTaskAsync(project, "Ship the checkout", new { description = Before });
        await owner.PatchAsync(task, new { status_id = project.Statuses["Todo"] }).ReadAsync(200);
        await owner.PatchAsync(task, new { assignee_ids = new[] { owner.Id }, priority = "high" }).ReadAsync(200);
        var after = Before.Replace("in March", "in April", StringComparison.Ordinal);
        await member.PatchAsync(task, new { description = after }).ReadAsync(200);
        await owner.PatchAsync(task, new { title = "Ship the new checkout" }).ReadAsync(200);

        var ada = await stage.VisitAsAsync(owner, theme);
        await ada.Board.OpenAsync(project.Id);
        await ada.Board.OpenTaskAsync("Ship the new checkout");
        await ada.Talk.History.ClickAsync();
        return new Scene(owner, project, task, ada);
    }

    private sealed record Scene(TestUser Owner, TestProject Project, JsonElement Task, Visitor Ada) : IAsyncDisposable
    {
        public string Key => Task.GetProperty("key").GetString()!;

        public ILocator Revision(int version) => Ada.Talk.Revision(version);

        public Task<JsonElement> ReadAsync() => Owner.GetAsync($"/api/tasks/{Key}");

        public ValueTask DisposeAsync() => Ada.DisposeAsync();
    }
}
