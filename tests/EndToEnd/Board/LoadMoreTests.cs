using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Board;

/// <summary>A column that is longer than what a board brings at first.</summary>
[Collection(Stage.Name)]
public sealed class LoadMoreTests(Stage stage)
{
    private const int Tasks = 7;
    private const int First = 3;

    [Fact]
    public async Task LoadMore_LongColumn_AppendsTheRestInOrderOnce()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        for (var n = 1; n <= Tasks; n++)
            await user.CreateTaskAsync(project, $"Task {n}");
        await using var visitor = await stage.VisitAsAsync(user);
        // The server pages as ever; only the page is shorter than the five hundred cards the screen asks for.
        await visitor.Page.RouteAsync(
            "**/board?limit=500",
            route =>
                route.ContinueAsync(
                    new RouteContinueOptions { Url = route.Request.Url.Replace("500", $"{First}", StringComparison.Ordinal) }
                )
        );

        await visitor.Board.OpenAsync(project.Id);
        await Expect(visitor.Board.CardsOf("Backlog")).ToHaveCountAsync(First);
        await visitor.Board.Column("Backlog").GetByRole(AriaRole.Button, new() { Name = $"Load more ({Tasks - First} left)" }).ClickAsync();

        await Expect(visitor.Board.CardsOf("Backlog")).ToHaveTextAsync(Enumerable.Range(1, Tasks).Select(n => $"Task {n}"));
        await Expect(visitor.Board.Column("Backlog").GetByRole(AriaRole.Button, new() { Name = "Load more" })).ToHaveCountAsync(0);
    }
}
