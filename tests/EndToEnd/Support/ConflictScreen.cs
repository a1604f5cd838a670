using Microsoft.Playwright;

namespace TaskFlow.EndToEnd.Support;

/// <summary>The dialog that asks what to save where two people changed the same.</summary>
public sealed class ConflictScreen(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Dialog, new() { Name = "two changes of the same" });

    /// <summary>The text that holds both sides, to be edited.</summary>
    public ILocator Result => Self.GetByLabel("Text to save");

    public ILocator Radio(string side) => Self.GetByRole(AriaRole.Radio, new() { Name = side, Exact = true });

    /// <summary>A side of the description.</summary>
    public ILocator Text(string side) => Self.GetByRole(AriaRole.Region, new() { Name = $"{side}: Description" });

    public ILocator Button(string name) => Self.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
