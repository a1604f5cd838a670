using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Live;

/// <summary>A cut line is said, everything stays usable, and nothing of what happened meanwhile is missing afterwards.</summary>
[Collection(Stage.Alone)]
public sealed class LinkLossTests(Stage stage)
{
    [Fact]
    public async Task Cut_IsSaidAndHealsWithWhatWasMissed()
    {
        using var relay = new TcpRelay();
        var address = $"http://127.0.0.1:{relay.Port}";
        // The hub lets in pages of one address: that of the cable.
        var app = new TestApp { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["PublicUrl"] = address } };
        await app.InitializeAsync();
        relay.Target = app.Address.Port;
        try
        {
            var user = await app.SignUpAsync();
            var project = await user.CreateProjectAsync();
            var task = await user.CreateTaskAsync(project, "First", new { status_id = project.Statuses["Todo"] });
            await using var visitor = await stage.VisitAsAsync(user, address: new Uri(address));
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Board.OpenTaskAsync("First");
            await visitor.Live.BeLiveAsync();

            relay.Pull();
            await Expect(visitor.Live.State).ToHaveTextAsync(new Regex("^(Reconnecting|Offline)"));
            await user.PatchAsync(task, new { title = "Renamed meanwhile" }).ReadAsync(200);
            await user.CreateTaskAsync(project, "Made meanwhile", new { status_id = project.Statuses["Done"] });
            await visitor.Board.Panel.GetByLabel("Estimate").FillAsync("5");
            await visitor.Board.Panel.GetByLabel("Estimate").PressAsync("Enter");
            await Expect(visitor.Live.State).ToContainTextAsync("1 change");

            relay.Plug();
            await visitor.Live.BeLiveAsync();
            await Expect(visitor.Board.Card("Renamed meanwhile")).ToBeVisibleAsync();
            await Expect(visitor.Board.CardsOf("Done")).ToHaveCountAsync(1);
            await Expect(visitor.Board.Title).ToHaveValueAsync("Renamed meanwhile");
            (await user.GetAsync($"/api/tasks/{project.Key}-1")).GetProperty("estimate").GetDecimal().Should().Be(5);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Cut_BeforeAnyTaskWasOpened_OpensOneAsSoonAsItHeals()
    {
        using var relay = new TcpRelay();
        var address = $"http://127.0.0.1:{relay.Port}";
        var app = new TestApp { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["PublicUrl"] = address } };
        await app.InitializeAsync();
        relay.Target = app.Address.Port;
        try
        {
            var user = await app.SignUpAsync();
            var project = await user.CreateProjectAsync();
            await user.CreateTaskAsync(project, "First", new { status_id = project.Statuses["Todo"] });
            await using var visitor = await stage.VisitAsAsync(user, address: new Uri(address));
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Page.WaitForFunctionAsync(
                "() => ['TaskPanel', 'TaskTalk'].every((part) => performance.getEntriesByType('resource').some(({ name }) => name.includes(part)))"
            );

            relay.Pull();
            await Expect(visitor.Live.State).ToHaveTextAsync(new Regex("^(Reconnecting|Offline)"));
            await visitor.Board.Card("First").ClickAsync();
            await Expect(visitor.Board.Panel).ToBeVisibleAsync();

            relay.Plug();
            await Expect(visitor.Board.Title).ToHaveValueAsync("First");
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task SixthTab_IsRefusedAndStaysFreshByTheLog()
    {
        var user = await stage.App.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "First", new { status_id = project.Statuses["Todo"] });
        await using var visitor = await stage.VisitAsAsync(user);
        var tabs = new List<IPage>();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var tab = await visitor.Context.NewPageAsync();
            tabs.Add(tab);
            await tab.GotoAsync($"/projects/{project.Id}/milestones");
            await new LiveScreen(tab).BeLiveAsync();
        }
        await visitor.Board.OpenAsync(project.Id);
        await Expect(visitor.Live.State).ToHaveTextAsync("Connecting");

        await user.PatchAsync(task, new { title = "Renamed meanwhile" }).ReadAsync(200);
        await Expect(visitor.Board.Card("Renamed meanwhile")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await visitor.KeepScreenAsync("live-refused");

        foreach (var tab in tabs)
            await tab.CloseAsync();
        await Expect(visitor.Live.State).ToHaveTextAsync("Live", new() { Timeout = 60_000 });
    }
}
