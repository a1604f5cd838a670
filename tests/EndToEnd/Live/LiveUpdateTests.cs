using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Live;

/// <summary>What one person does is on the other's screen within two seconds, on every page, without a reload (C-4.5).</summary>
[Collection(Stage.Alone)]
public sealed class LiveUpdateTests(Stage stage)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = LiveScreen.InTime };

    [Fact]
    public async Task Board_ShowsWhatAnotherEditsMovesAndCreates()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var (alice, bob) = (table.Alice, table.Bob);
        await alice.Board.OpenAsync(table.Project.Id);
        await bob.Board.OpenAsync(table.Project.Id);
        await bob.Live.BeLiveAsync();

        await alice.Board.OpenTaskAsync("First");
        await alice.Board.Title.FillAsync("Renamed by Alice");
        await alice.Board.Title.PressAsync("Enter");
        await Expect(bob.Board.Card("Renamed by Alice")).ToBeVisibleAsync(Soon);

        await alice.ChooseAsync(alice.Board.Panel.GetByRole(AriaRole.Combobox, new() { Name = "Status" }), "Done");
        await Expect(bob.Board.CardsOf("Done")).ToHaveCountAsync(1, new() { Timeout = LiveScreen.InTime });

        await table.Owner.CreateTaskAsync(table.Project, "Second", new { status_id = table.Project.Statuses["Todo"] });
        await table.Owner.CreateTaskAsync(table.Project, "Third", new { status_id = table.Project.Statuses["Todo"] });
        await Expect(bob.Board.Card("Third")).ToBeVisibleAsync(Soon);
        await Expect(bob.Board.CardsOf("Todo")).ToHaveCountAsync(2);

        await bob.Board.OpenTaskAsync("Second");
        await Expect(bob.Board.Panel).ToHaveAttributeAsync("aria-label", $"Task {table.Project.Key}-2");
    }

    [Fact]
    public async Task List_ShowsWhatAnotherEditsAndCreates()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var bob = table.Bob;
        await bob.Page.GotoAsync($"/projects/{table.Project.Id}/list");
        await bob.Live.BeLiveAsync();

        await table.Owner.PatchAsync(table.Task, new { title = "Renamed by Alice" }).ReadAsync(200);
        await Expect(bob.Page.GetByText("Renamed by Alice")).ToBeVisibleAsync(Soon);

        await table.Owner.CreateTaskAsync(table.Project, "Second");
        await Expect(bob.Page.GetByText("Second")).ToBeVisibleAsync(Soon);
    }

    [Fact]
    public async Task TaskPage_ShowsWhatAnotherEditsLinksAndSays()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var bob = table.Bob;
        var other = await table.Owner.CreateTaskAsync(table.Project, "Blocker");
        await bob.Page.GotoAsync($"/tasks/{table.Key}");
        await bob.Live.BeLiveAsync();

        await table.Owner.PatchAsync(table.Task, new { title = "Renamed by Alice" }).ReadAsync(200);
        await Expect(bob.Page.GetByLabel("Title", new() { Exact = true }))
            .ToHaveValueAsync("Renamed by Alice", new() { Timeout = LiveScreen.InTime });

        await table.Owner.SendAsync(HttpMethod.Post, $"/api/tasks/{table.TaskId}/comments", new { body = "Said by Alice" }).ReadAsync(201);
        await Expect(bob.Talk.Comments.Filter(new() { HasTextString = "Said by Alice" })).ToBeVisibleAsync(Soon);

        var link = new { type = "relates", task = other.GetProperty("id").GetGuid() };
        await table.Owner.SendAsync(HttpMethod.Post, $"/api/tasks/{table.TaskId}/links", link).ReadAsync(201);
        await Expect(bob.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Blocker") })).ToBeVisibleAsync(Soon);

        await bob.Talk.History.ClickAsync();
        await table.Owner.PatchAsync(table.Task, new { priority = "urgent" }).ReadAsync(200);
        await Expect(bob.Talk.Revision(3)).ToBeVisibleAsync(Soon);
    }

    [Fact]
    public async Task OwnEdit_IsShownOnceAndNeverGoesBack()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var bob = table.Bob;
        await bob.Board.OpenAsync(table.Project.Id);
        await bob.Live.BeLiveAsync();
        await bob.Board.OpenTaskAsync("First");
        await bob.Page.EvaluateAsync(
            """
            () => {
              window.seen = [];
              const look = () => window.seen.push(document.querySelector('[data-column] [data-card]')?.textContent ?? '');
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """
        );

        await bob.Board.Title.FillAsync("Mine");
        await bob.Board.Title.PressAsync("Enter");
        await bob.Board.ConfirmedAsync();
        await bob.Talk.SayAsync("Once");
        await Expect(bob.Talk.Comments).ToHaveCountAsync(1);
        await bob.Board.ConfirmedAsync();
        await bob.Page.WaitForTimeoutAsync(LiveScreen.InTime);

        await Expect(bob.Talk.Comments).ToHaveCountAsync(1);
        await Expect(bob.Board.CardsOf("Todo")).ToHaveCountAsync(1);
        var seen = await bob.Page.EvaluateAsync<string[]>("window.seen");
        seen.SkipWhile(text => !text.Contains("Mine", StringComparison.Ordinal)).Should().NotContain(text => text.Contains("First"));
    }
}
