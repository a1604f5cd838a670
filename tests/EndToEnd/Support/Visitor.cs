using Microsoft.Playwright;

namespace TaskFlow.EndToEnd.Support;

/// <summary>A person at a browser. Errors of the page's own code fail the test that caused them.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] Refusals = ["Failed to load resource", "WebSocket connection to"];
    private readonly List<string> errors = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            // The browser reports every refused request itself; refusals are part of the tests.
            if (message.Type == "error" && !Refusals.Any(refusal => message.Text.StartsWith(refusal, StringComparison.Ordinal)))
                errors.Add(message.Text);
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public BoardScreen Board => new(Page);

    public ConflictScreen Conflict => new(Page);

    public TalkScreen Talk => new(Page);

    public LiveScreen Live => new(Page);

    /// <summary>The page learns nothing of others by itself: neither by the hub nor by the log.</summary>
    public async Task DeafenAsync()
    {
        await Page.RouteWebSocketAsync("**/hubs/activity", _ => { });
        await Page.RouteAsync("**/api/projects/*/changes?*", _ => Task.CompletedTask);
    }

    /// <summary>Keeps the screen under <c>artifacts/screens</c>, which CI collects.</summary>
    public Task KeepScreenAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Artifacts.PathOf(Path.Combine("screens", $"{name}.png")) });

    /// <summary>Opens a list and takes one of its options.</summary>
    public async Task ChooseAsync(ILocator list, string option)
    {
        await list.ClickAsync();
        await Page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        errors.Should().BeEmpty("the page must not fail in silence");
    }
}
