using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

/// <summary>Two people with the same task open, neither seeing the other's change in time (S-2.4).</summary>
[Collection(Stage.Name)]
public sealed class EditTogetherTests(Stage stage)
{
    private const string Before = "# Goal\n\nShip it in March.\n\nOwner: nobody yet";

    [Fact]
    public async Task Edit_DifferentFields_MergesWithoutAsking()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await RenameAsync(alice, "Alice’s title");
        await bob.Board.Panel.GetByLabel("Estimate").FillAsync("8");
        var answer = await bob.Page.RunAndWaitForResponseAsync(
            () => bob.Board.Panel.GetByLabel("Estimate").PressAsync("Enter"),
            response => response.Request.Method == "PATCH"
        );

        answer.Status.Should().Be(200);
        (await answer.HeaderValueAsync("Merge-Applied")).Should().Be("true");
        await Expect(bob.Board.Title).ToHaveValueAsync("Alice’s title");
        await Expect(bob.Page.GetByText("Yours went in beside it: Estimate.")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Dialog, new() { Name = "two changes" })).ToHaveCountAsync(0);
        await Expect(alice.Board.Panel.GetByLabel("Estimate")).ToHaveValueAsync("8");
    }

    [Fact]
    public async Task Edit_SameField_AsksByKeyboardAndLosesNoText()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);
        var page = bob.Page;

        await RenameAsync(alice, "Alice’s title");
        await bob.Board.Title.FillAsync("Bob’s title");
        await bob.Board.Title.PressAsync("Enter");

        var dialog = bob.Conflict;
        await Expect(dialog.Radio("Before")).ToBeFocusedAsync();
        await Expect(dialog.Radio("Before")).ToHaveAccessibleDescriptionAsync("One task, two people");
        await Expect(dialog.Radio("Theirs")).ToHaveAccessibleDescriptionAsync("Alice’s title");
        await Expect(dialog.Radio("Yours")).ToHaveAccessibleDescriptionAsync("Bob’s title");

        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.Self).ToContainTextAsync("Choose what to save of Title");
        foreach (var _ in Enumerable.Range(0, 12))
        {
            await page.Keyboard.PressAsync("Tab");
            await Expect(dialog.Self.Locator(":focus")).ToHaveCountAsync(1);
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog.Self).ToHaveCountAsync(0);
        await Expect(bob.Board.Title).ToHaveValueAsync("Bob’s title");

        await bob.Board.Panel.GetByRole(AriaRole.Button, new() { Name = "Compare" }).PressAsync("Enter");
        await dialog.Radio("Before").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(dialog.Radio("Yours")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.Self).ToHaveCountAsync(0);
        await bob.Board.ConfirmedAsync();
        await Expect(alice.Board.Title).ToHaveValueAsync("Bob’s title");
    }

    [Fact]
    public async Task Edit_DiscardMine_KeepsTheirs()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await RenameAsync(alice, "Alice’s title");
        await bob.Board.Title.FillAsync("Bob’s title");
        await bob.Board.Title.PressAsync("Enter");
        await bob.Conflict.Button("Discard mine").ClickAsync();

        await Expect(bob.Board.Title).ToHaveValueAsync("Alice’s title");
        await Expect(bob.Page.Locator("[data-write]")).ToHaveCountAsync(0);
        await bob.Page.ReloadAsync();
        await Expect(bob.Board.Title).ToHaveValueAsync("Alice’s title");
        (await table.ReadAsync()).GetProperty("version").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task Edit_SameLinesOfLongText_SavesBothAndAsksAgainAboutALaterChange()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);
        var dialog = bob.Conflict;

        await DescribeAsync(alice, Before.Replace("in March", "in April", StringComparison.Ordinal));
        await alice.Board.ConfirmedAsync();
        await table.Owner.PatchAsync(table.Task, new { priority = "high" }).ReadAsync(200);
        await DescribeAsync(
            bob,
            Before.Replace("in March", "in May", StringComparison.Ordinal).Replace("nobody yet", "Bob", StringComparison.Ordinal)
        );

        await Expect(dialog.Self).ToContainTextAsync("Changed by others and kept: Priority (Alice)");
        await Expect(dialog.Result).ToHaveValueAsync("# Goal\n\nShip it in May.\nShip it in April.\n\nOwner: Bob");
        await dialog.Result.FillAsync("# Goal\n\nShip it in April, announce it in May.\n\nOwner: Bob");
        await Expect(dialog.Radio("Both, edited by you")).ToBeCheckedAsync();

        await table
            .Owner.PatchAsync(table.Task, new { description = Before.Replace("in March", "in June", StringComparison.Ordinal) })
            .ReadAsync(200);
        await dialog.Button("Save merged").ClickAsync();

        await Expect(dialog.Text("Theirs")).ToContainTextAsync("in June");
        await Expect(dialog.Text("Yours")).ToContainTextAsync("announce it in May");
        await Expect(dialog.Result).ToHaveValueAsync(new Regex("announce it in May[^$]*in June"));
        await dialog.Result.FillAsync("# Goal\n\nShip it in June, announce it in May.\n\nOwner: Bob");
        await dialog.Result.PressAsync("Control+Enter");

        await Expect(dialog.Self).ToHaveCountAsync(0);
        await bob.Board.ConfirmedAsync();
        var saved = await table.ReadAsync();
        saved.GetProperty("description").GetString().Should().Be("# Goal\n\nShip it in June, announce it in May.\n\nOwner: Bob");
        saved.GetProperty("priority").GetString().Should().Be("high");

        await bob.Page.ReloadAsync();
        await Expect(bob.Board.Panel.GetByText("announce it in May")).ToBeVisibleAsync();
        await Expect(bob.Board.Panel.GetByText("Restored from your last visit")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task ConflictDialog_InTheme_HasNoViolation(string theme)
    {
        await using var table = await SitDownAsync(theme);
        var bob = table.Bob;

        await DescribeAsync(table.Alice, Before.Replace("in March", "in April", StringComparison.Ordinal));
        await RenameAsync(table.Alice, "Ship the new checkout in April");
        await table.Owner.PatchAsync(table.Task, new { priority = "high" }).ReadAsync(200);
        // Both fields are one write, because they wait for each other.
        await bob.Page.RouteAsync("**/api/tasks/*", route => route.Request.Method == "PATCH" ? route.AbortAsync() : route.ContinueAsync());
        await bob.Board.Panel.GetByLabel("Estimate").FillAsync("8");
        await bob.Board.Panel.GetByLabel("Estimate").PressAsync("Enter");
        await bob.Board.Title.FillAsync("Ship the new checkout in May");
        await bob.Board.Title.PressAsync("Enter");
        await DescribeAsync(bob, Before.Replace("in March", "in May", StringComparison.Ordinal));
        await bob.Page.UnrouteAsync("**/api/tasks/*");

        await Expect(bob.Conflict.Self).ToContainTextAsync("Alice changed Description too");
        await bob.Conflict.Radio("Yours").First.CheckAsync();
        await bob.Conflict.Radio("Both, edited by you").CheckAsync();
        await bob.ShouldBeCleanAsync($"conflict-dialog-{theme}");
    }

    private async Task<Table> SitDownAsync(string theme = "light")
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var task = await owner.CreateTaskAsync(project, "One task, two people", new { description = Before });

        var table = new Table(owner, task, await stage.VisitAsAsync(owner), await stage.VisitAsAsync(member, theme));
        // Bob's page learns nothing by itself, so that his edit starts from the version he saw.
        await table.Bob.DeafenAsync();
        foreach (var visitor in new[] { table.Alice, table.Bob })
        {
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Board.OpenTaskAsync("One task, two people");
        }

        return table;
    }

    private static async Task RenameAsync(Visitor visitor, string title)
    {
        await visitor.Board.Title.FillAsync(title);
        await visitor.Board.Title.PressAsync("Enter");
        await visitor.Board.ConfirmedAsync();
    }

    private static async Task DescribeAsync(Visitor visitor, string text)
    {
        await visitor.Board.Panel.GetByRole(AriaRole.Button, new() { Name = "Edit Description" }).ClickAsync();
        await visitor.Board.Panel.GetByRole(AriaRole.Textbox, new() { Name = "Description" }).FillAsync(text);
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
    }

    private sealed record Table(TestUser Owner, JsonElement Task, Visitor Alice, Visitor Bob) : IAsyncDisposable
    {
        public Task<JsonElement> ReadAsync() => Owner.GetAsync($"/api/tasks/{Task.GetProperty("id").GetGuid()}");

        public async ValueTask DisposeAsync()
        {
            await Alice.DisposeAsync();
            await Bob.DisposeAsync();
        }
    }
}
