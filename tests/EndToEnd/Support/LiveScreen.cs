using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Support;

/// <summary>What a page shows of its live connection and of the people on it.</summary>
public sealed class LiveScreen(IPage page)
{
    /// <summary>What somebody did is on the screens of the others by then.</summary>
    public const float InTime = 2_000;

    public ILocator State => page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Status);

    /// <summary>Who else is in the project.</summary>
    public ILocator People => page.GetByRole(AriaRole.Banner).Locator("[data-presence]");

    /// <summary>Who else has the open task open.</summary>
    public ILocator AtTask => page.GetByRole(AriaRole.List, new() { Name = "Also at this task" }).GetByRole(AriaRole.Listitem);

    public Task BeLiveAsync() => Expect(State).ToHaveTextAsync("Live");
}
