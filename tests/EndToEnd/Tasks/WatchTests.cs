using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

[Collection(Stage.SideBySide)]
public sealed class WatchTests(Stage stage)
{
    [Fact]
    public async Task Watch_AndStop_ChangesWhoIsTold()
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var guest = await stage.App.SignUpAsync("Gus", organization: null);
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(guest, "guest", project.Id);
        var task = await owner.CreateTaskAsync(project, "Watched");
        await using var gus = await stage.VisitAsAsync(guest);
        await gus.Board.OpenAsync(project.Id);
        await gus.Board.OpenTaskAsync("Watched");
        var watchers = gus.Page.GetByRole(AriaRole.List, new() { Name = "Watchers" }).GetByRole(AriaRole.Listitem);
        await Expect(watchers).ToHaveTextAsync(["Alice"]);

        await gus.Page.GetByRole(AriaRole.Button, new() { Name = "Watch", Exact = true }).PressAsync("Enter");
        await Expect(watchers).ToHaveTextAsync(["Alice", "Gus"]);
        await gus.Page.GetByRole(AriaRole.Button, new() { Name = "Stop watching" }).ClickAsync();
        await Expect(watchers).ToHaveTextAsync(["Alice"]);

        await gus.Talk.SayAsync("A guest may say something");
        await gus.Board.ConfirmedAsync();
        var told = await owner.GetAsync($"/api/tasks/{task.GetProperty("id").GetGuid()}/watchers");
        told.GetProperty("items").GetArrayLength().Should().Be(1, "what somebody decided goes before what they do");
    }
}
