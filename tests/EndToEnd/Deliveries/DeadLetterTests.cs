using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Deliveries;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Deliveries;

/// <summary>What could not be delivered is found, explained and sent again by whoever looks after the organization (C-1.4).</summary>
[Collection(Stage.SideBySide)]
public sealed class DeadLetterTests(Stage stage, Gone gone) : IClassFixture<Gone>
{
    [Fact]
    public async Task DeadLetters_AreFound_SentAgainByKeyboard_AndThenAll()
    {
        var owner = await gone.WithDeadLettersAsync(3);
        await using var olga = await stage.VisitAsAsync(owner, address: gone.App.Address);
        var page = olga.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Deliveries" }).ClickAsync();
        await Expect(Rows(page, "dead")).ToHaveCountAsync(3);
        await Expect(Rows(page, "dead").First).ToContainTextAsync("410");
        gone.Receiver.Always = null;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.GetByText("2 selected")).ToBeVisibleAsync();
        await olga.KeepScreenAsync("dead-letters");
        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByText("2 deliveries are queued again")).ToBeVisibleAsync();
        await Expect(Rows(page, "dead")).ToHaveCountAsync(1);

        await Button(page, "Retry all that match…").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Alertdialog);
        await Expect(dialog).ToContainTextAsync("1 delivery is queued again.");
        await Button(dialog, "Retry").ClickAsync();
        await Expect(page.GetByText("Nothing was given up")).ToBeVisibleAsync();
        await owner.DeliveriesAsync("?status=delivered", 3);

        await olga.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }), "Delivered");
        await Expect(Rows(page, "delivered")).ToHaveCountAsync(3);
        await page.ReloadAsync();
        await Expect(Rows(page, "delivered")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-channel=webhook]")).ToContainTextAsync("2 tries");
        await Expect(page.Locator("[data-channel=webhook]").GetByRole(AriaRole.Listitem))
            .ToContainTextAsync(["Happened", "Decided whom to tell", "Sent again by handOlga", "Sending began", "Delivered"]);
        gone.Receiver.Distinct.Count(r => r.Json.Id("organization_id") == owner.OrganizationId).Should().Be(3);
    }

    [Fact]
    public async Task Member_IsToldWhoMay_AndFindsNoWayThere()
    {
        var owner = await stage.App.SignUpAsync("Olga");
        var member = await stage.App.SignUpAsync("Max", organization: null);
        await owner.AdmitAsync(member, "member");
        await using var max = await stage.VisitAsAsync(member);
        await max.Page.GotoAsync("/operations/deliveries");
        await Expect(max.Page.GetByText("Owners and admins look after deliveries.")).ToBeVisibleAsync();
        await Expect(max.Page.GetByRole(AriaRole.Link, new() { Name = "Deliveries" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task DeadLettersAndTheirJourney_InTheme_AreClean(string theme)
    {
        var owner = await gone.WithDeadLettersAsync(1);
        await using var olga = await stage.VisitAsAsync(owner, theme, gone.App.Address);
        var page = olga.Page;
        await page.GotoAsync("/operations/deliveries");
        await Rows(page, "dead").First.GetByRole(AriaRole.Button, new() { Name = "410" }).ClickAsync();
        await Rows(page, "dead").First.GetByRole(AriaRole.Checkbox).CheckAsync();
        await olga.ShouldBeCleanAsync($"dead-letters-{theme}");

        await page.GetByRole(AriaRole.Link, new() { Name = "task.created" }).First.ClickAsync();
        await Expect(page.Locator("[data-channel=webhook]")).ToContainTextAsync("Given up");
        await olga.ChooseAsync(page.GetByRole(AriaRole.Combobox, new() { Name = "For:" }), "Olga");
        await Expect(page.Locator("[data-channel=inbox]")).ToContainTextAsync("You did it yourself");
        await olga.ShouldBeCleanAsync($"dead-letter-journey-{theme}");
    }

    private static ILocator Rows(IPage page, string status) => page.Locator($"tr[data-status={status}]");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
