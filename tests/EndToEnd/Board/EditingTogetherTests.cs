using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Board;

/// <summary>Two people with the same task open, neither seeing the other's change in time.</summary>
[Collection(Stage.Name)]
public sealed class EditingTogetherTests(Stage stage)
{
    [Fact]
    public async Task Edit_DifferentFields_MergesWithoutAsking()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await RenameAsync(alice, "Alice’s title");
        await bob.Board.Panel.GetByLabel("Estimate").FillAsync("8");
        var answer = await bob.Page.RunAndWaitForResponseAsync(
            () => bob.Board.Panel.GetByLabel("Estimate").PressAsync("Enter"),
            response => response.Request.Method == "PATCH"
        );

        answer.Status.Should().Be(200);
        (await answer.HeaderValueAsync("Merge-Applied")).Should().Be("true");
        await Expect(bob.Board.Title).ToHaveValueAsync("Alice’s title");
        await Expect(bob.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "changed" })).ToHaveCountAsync(0);
        await Expect(alice.Board.Panel.GetByLabel("Estimate")).ToHaveValueAsync("8");
    }

    [Fact]
    public async Task Edit_SameField_AsksAndLosesNoText()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await RenameAsync(alice, "Alice’s title");
        await bob.Board.Title.FillAsync("Bob’s title");
        await bob.Board.Title.PressAsync("Enter");

        var question = bob.Board.Panel.GetByRole(AriaRole.Alert);
        await Expect(question).ToContainTextAsync("Alice’s title");
        await Expect(question).ToContainTextAsync("Bob’s title");
        await Expect(bob.Board.Title).ToHaveValueAsync("Bob’s title");
        await bob.KeepScreenAsync("conflict");

        await question.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await bob.Board.ConfirmedAsync();
        await Expect(alice.Board.Title).ToHaveValueAsync("Bob’s title");
    }

    private async Task<Table> SitDownAsync()
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        await owner.CreateTaskAsync(project, "One task, two people");

        var table = new Table(await stage.VisitAsAsync(owner), await stage.VisitAsAsync(member));
        // Bob's page learns nothing by itself, so that his edit starts from the version he saw.
        await table.Bob.Page.RouteAsync("**/api/projects/*/changes?*", _ => Task.CompletedTask);
        foreach (var visitor in new[] { table.Alice, table.Bob })
        {
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Board.OpenTaskAsync("One task, two people");
        }

        return table;
    }

    private static async Task RenameAsync(Visitor visitor, string title)
    {
        await visitor.Board.Title.FillAsync(title);
        await visitor.Board.Title.PressAsync("Enter");
        await visitor.Board.ConfirmedAsync();
    }

    private sealed record Table(Visitor Alice, Visitor Bob) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Alice.DisposeAsync();
            await Bob.DisposeAsync();
        }
    }
}
