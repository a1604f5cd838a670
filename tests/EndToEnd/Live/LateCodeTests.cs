using System.Text.RegularExpressions;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Live;

/// <summary>A part of the page whose code cannot be loaded breaks nothing: it comes later, or the page says that there is a newer release.</summary>
[Collection(Stage.Name)]
public sealed class LateCodeTests(Stage stage)
{
    private const string Dialog = "**/assets/CreateTaskDialog-*.js";

    [Fact]
    public async Task Part_WhoseCodeIsHeldBackByTheLine_ComesWhenTheLineHeals()
    {
        await using var visitor = await BoardWithoutDialogAsync();
        await visitor.Page.RouteAsync(Dialog, route => route.AbortAsync("connectionrefused"));
        var asked = visitor.Page.WaitForRequestAsync(new Regex("CreateTaskDialog"));
        await visitor.Page.Keyboard.PressAsync("c");
        await asked;

        await visitor.Page.UnrouteAsync(Dialog);

        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("A new version is ready")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Part_WhoseCodeIsGoneWithAnOldRelease_IsAnsweredByAnOfferToReload()
    {
        await using var visitor = await BoardWithoutDialogAsync();
        await visitor.Page.RouteAsync(Dialog, route => route.FulfillAsync(new() { Status = 404 }));
        await visitor.Page.RouteAsync(
            new Regex("^http://[^/]+/$"),
            async route =>
            {
                var page = await route.FetchAsync();
                await route.FulfillAsync(
                    new()
                    {
                        Response = page,
                        Body = (await page.TextAsync()).Replace("/assets/index-", "/assets/index-NEWER", StringComparison.Ordinal),
                    }
                );
            }
        );

        await visitor.Page.Keyboard.PressAsync("c");

        await Expect(visitor.Page.GetByText("A new version is ready")).ToBeVisibleAsync();
    }

    private async Task<Visitor> BoardWithoutDialogAsync()
    {
        var user = await stage.App.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var visitor = await stage.VisitAsAsync(user);
        await visitor.Board.OpenAsync(project.Id);
        return visitor;
    }
}
