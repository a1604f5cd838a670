using Microsoft.Playwright;

namespace TaskFlow.EndToEnd.Support;

/// <summary>Comments and history below the fields of an open task.</summary>
public sealed class TalkScreen(IPage page)
{
    public ILocator Comments => page.GetByRole(AriaRole.List, new() { Name = "Comments", Exact = true }).Locator("> li");

    public ILocator NewComment => page.GetByLabel("New comment", new() { Exact = true });

    public ILocator People => page.GetByRole(AriaRole.Listbox, new() { Name = "People to mention" });

    public ILocator History => page.GetByRole(AriaRole.Tab, new() { Name = "History", Exact = true });

    /// <summary>A change of the task, by the version it made.</summary>
    public ILocator Revision(int version) => page.Locator($"[data-revision='{version}']");

    public async Task SayAsync(string text)
    {
        await NewComment.FillAsync(text);
        await NewComment.PressAsync("Control+Enter");
    }
}
