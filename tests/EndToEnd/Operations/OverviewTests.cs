using Microsoft.Playwright;
using TaskFlow.EndToEnd.Deliveries;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Jobs;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Operations;

/// <summary>Operators see on one page who waits and what holds it up, and have the router try again what it set aside (C-6.2).</summary>
[Collection(Stage.SideBySide)]
public sealed class OverviewTests(Stage stage, Gone gone) : IClassFixture<Gone>
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Operator_SeesDeadLettersAndPoison_AndTriesAgain(string theme)
    {
        await gone.WithDeadLettersAsync(1);
        var caretaker = await gone.App.SignUpOperatorAsync("Olga");
        await Sql.ScalarAsync(
            gone.App.ConnectionString,
            $"""
            INSERT INTO outbox_dead (id, organization_id, activity_id, attempts, last_error)
            VALUES (-1, '{caretaker.OrganizationId}', gen_random_uuid(), 5, 'unreadable')
            """
        );
        await using var olga = await stage.VisitAsAsync(caretaker, theme, gone.App.Address);
        var page = olga.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Operations" }).ClickAsync();
        await Expect(page.Locator("tr[data-channel=webhook]").GetByRole(AriaRole.Cell).Last).Not.ToHaveTextAsync("0");
        await Expect(page.GetByText("1 was set aside after five failures")).ToBeVisibleAsync();
        await olga.KeepScreenAsync("operations");
        await olga.ShouldBeCleanAsync($"operations-{theme}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.GetByText("1 event is tried again")).ToBeVisibleAsync();
        await Expect(page.GetByText("None was set aside.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Owner_WhoIsNoOperator_IsToldWhoMay_AndFindsNoWayThere()
    {
        await stage.App.SignUpOperatorAsync("Olga");
        await using var ann = await stage.VisitAsAsync(await stage.App.SignUpAsync("Ann"));
        await ann.Page.GotoAsync("/operations");
        await Expect(ann.Page.GetByText("Operators of the installation look after its operations.")).ToBeVisibleAsync();
        await Expect(ann.Page.GetByRole(AriaRole.Link, new() { Name = "Operations" })).ToHaveCountAsync(0);
    }
}
