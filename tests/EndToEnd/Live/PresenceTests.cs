using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Live;

/// <summary>Who is here, who looks at a task and who edits it (C-4.7).</summary>
[Collection(Stage.Name)]
public sealed class PresenceTests(Stage stage)
{
    /// <summary>Who leaves is shown for the grace of a reconnect.</summary>
    private const float AfterGrace = 30_000;

    [Fact]
    public async Task People_AppearAndDisappear()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var (alice, bob) = (table.Alice, table.Bob);
        await bob.Board.OpenAsync(table.Project.Id);
        await bob.Live.BeLiveAsync();
        await Expect(bob.Live.People).ToHaveTextAsync("Nobody else is here");
        var room = await bob.Live.People.BoundingBoxAsync();

        await alice.Page.GotoAsync($"/projects/{table.Project.Id}/list");
        await Expect(bob.Live.People).ToContainTextAsync("1 other person is here: Alice");
        await Expect(alice.Live.People).ToContainTextAsync("1 other person is here: Bob");
        (await bob.Live.People.BoundingBoxAsync())!.Width.Should().Be(room!.Width, "nothing moves when people come");

        await alice.Page.GotoAsync("/settings");
        await Expect(bob.Live.People).ToHaveTextAsync("Nobody else is here", new() { Timeout = AfterGrace });
    }

    [Fact]
    public async Task Task_ShowsWhoLooksAndWhoEdits()
    {
        await using var table = await LiveTable.SitDownAsync(stage);
        var (alice, bob) = (table.Alice, table.Bob);
        await bob.Board.OpenAsync(table.Project.Id);
        await bob.Board.OpenTaskAsync("First");
        await Expect(bob.Live.AtTask).ToHaveCountAsync(0);

        await alice.Page.GotoAsync($"/tasks/{table.Key}");
        await Expect(bob.Live.AtTask).ToHaveTextAsync(["Alice has this task open"]);

        await alice.Page.GetByLabel("Title", new() { Exact = true }).FocusAsync();
        await Expect(bob.Live.AtTask).ToHaveTextAsync(["Alice is editing this task"]);
        await Expect(bob.Board.Panel.GetByText("Alice is editing the text")).ToBeVisibleAsync(new() { Timeout = LiveScreen.InTime });

        await alice.Page.GetByRole(AriaRole.Link, new() { Name = "Show on the board" }).ClickAsync();
        await alice.Page.Locator("[data-column]").First.WaitForAsync();
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(bob.Live.AtTask).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task PeopleInTheme_HaveNoViolation(string theme)
    {
        await using var table = await LiveTable.SitDownAsync(stage, theme);
        var (alice, bob) = (table.Alice, table.Bob);
        var names = new[] { "Carol Diaz", "Dmitri Orlov", "Efua Mensah", "Farid Haddad", "Grace Lin" };
        var visitors = new List<Visitor>();
        try
        {
            foreach (var name in names)
            {
                var person = await stage.App.SignUpAsync(name.Split(' ')[0], organization: null);
                await table.Owner.AdmitAsync(person, "member");
                var visitor = await stage.VisitAsAsync(person);
                visitors.Add(visitor);
                await visitor.Page.GotoAsync($"/tasks/{table.Key}");
            }
            await alice.Page.GotoAsync($"/tasks/{table.Key}");
            await alice.Page.GetByLabel("Title", new() { Exact = true }).FocusAsync();
            await bob.Board.OpenAsync(table.Project.Id);
            await bob.Board.OpenTaskAsync("First");
            await Expect(bob.Live.AtTask).ToHaveCountAsync(5);
            await Expect(bob.Live.AtTask.First).ToHaveTextAsync("Alice is editing this task");
            await Expect(bob.Live.People).ToContainTextAsync("6 other people are here");
            await Expect(bob.Board.Panel.GetByText("Alice is editing the text")).ToBeVisibleAsync();
            await bob.ShouldBeCleanAsync($"live-presence-{theme}");
        }
        finally
        {
            foreach (var visitor in visitors)
                await visitor.DisposeAsync();
        }
    }
}
