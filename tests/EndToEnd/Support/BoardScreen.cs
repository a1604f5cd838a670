using Microsoft.Playwright;

namespace TaskFlow.EndToEnd.Support;

/// <summary>The board and the panel beside it, in the words of the screen.</summary>
public sealed class BoardScreen(IPage page)
{
    public ILocator Panel => page.Locator("aside[aria-label^='Task ']");

    public ILocator Title => Panel.GetByLabel("Title", new() { Exact = true });

    public ILocator Column(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    public ILocator CardsOf(string column) => Column(column).Locator("[data-card]");

    /// <summary>The link of a card, which is what has the focus.</summary>
    public ILocator Card(string title) => page.Locator("[data-card]", new() { HasTextString = title });

    public async Task OpenAsync(Guid projectId)
    {
        await page.GotoAsync($"/projects/{projectId}/board");
        await page.Locator("[data-column]").First.WaitForAsync();
    }

    public async Task OpenTaskAsync(string title)
    {
        await Card(title).ClickAsync();
        await Title.WaitForAsync();
    }

    /// <summary>Waits until the server has confirmed what was last done to a card or a field.</summary>
    public async Task ConfirmedAsync()
    {
        await page.Locator("[data-write=confirmed]").First.WaitForAsync();
        await Assertions.Expect(page.Locator("[data-write]:not([data-write=confirmed])")).ToHaveCountAsync(0);
    }
}
