using System.Text;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Board;

/// <summary>What the first guest of the house does, from an empty installation to work that is still there after a reload.</summary>
[Collection(Stage.Name)]
public sealed class FirstGuestTests(Stage stage)
{
    private const string Csv = """
        external_id,title,description,status,priority,labels
        g-1,Checkout fails after a declined card,"Two lines,
        one of them with a comma.",Backlog,high,bug;payments
        g-2,Delivery dates in the customer’s time zone,,Todo,medium,
        g-3,Search finds nothing for “café”,,Todo,none,bug
        """;

    [Fact]
    public async Task SignUp_ImportEditMoveReload_FindsTheWork()
    {
        await using var guest = await stage.VisitAsync();
        var page = guest.Page;

        await SignUpAsync(page);
        await CreateProjectAsync(page);
        await ImportAsync(page);
        await guest.KeepScreenAsync("first-guest-imported");

        await page.GetByRole(AriaRole.Link, new() { Name = "Open the board" }).ClickAsync();
        await Expect(guest.Board.CardsOf("Backlog")).ToHaveCountAsync(1);
        await Expect(guest.Board.CardsOf("Todo")).ToHaveCountAsync(2);

        await guest.Board.OpenTaskAsync("Checkout fails");
        await guest.Board.Title.FillAsync("Checkout survives a declined card");
        await guest.Board.Title.PressAsync("Enter");
        await guest.Board.ConfirmedAsync();
        await guest.KeepScreenAsync("first-guest-panel");
        await page.Keyboard.PressAsync("Escape");
        await Expect(guest.Board.Panel).ToHaveCountAsync(0);

        var card = guest.Board.Card("Checkout survives");
        await card.FocusAsync();
        await page.Keyboard.PressAsync("Alt+Shift+ArrowRight");
        await guest.Board.ConfirmedAsync();
        await Expect(card).ToBeFocusedAsync();
        await Expect(page.GetByText("moved to Todo, position 1 of 3")).ToHaveCountAsync(1);

        await page.ReloadAsync();
        await Expect(guest.Board.CardsOf("Todo"))
            .ToHaveTextAsync([
                "Checkout survives a declined card",
                "Delivery dates in the customer’s time zone",
                "Search finds nothing for “café”",
            ]);
        await Expect(guest.Board.CardsOf("Backlog")).ToHaveCountAsync(0);
        await guest.KeepScreenAsync("first-guest-board");
    }

    private static async Task SignUpAsync(IPage page)
    {
        await page.GotoAsync("/sign-up");
        await page.GetByLabel("Your name").FillAsync("Grace Hopper");
        await page.GetByLabel("E-mail").FillAsync($"grace-{Guid.CreateVersion7():N}@example.test");
        await page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.GetByLabel("Organization").FillAsync("Northwind");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task CreateProjectAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "New project" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Web shop");
        await dialog.GetByLabel("Key").FillAsync("WEB");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Board of Web shop", Level = 1 })).ToHaveCountAsync(1);
    }

    /// <summary>The dry run says what would happen and does nothing; the import then does exactly that.</summary>
    private static async Task ImportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.GetByLabel("CSV file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "tasks.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(Csv),
                }
            );
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Create statuses and labels" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Checked, nothing changed yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Import finished")).ToBeVisibleAsync();
    }
}
