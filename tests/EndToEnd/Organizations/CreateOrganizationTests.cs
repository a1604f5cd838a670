using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Organizations;

/// <summary>Somebody who signed up without an organization founds one, and a second beside it.</summary>
[Collection(Stage.Name)]
public sealed class CreateOrganizationTests(Stage stage)
{
    [Fact]
    public async Task Create_FirstAndSecond_LeadsIntoEachAndListsBoth()
    {
        var user = await stage.App.SignUpAsync("Grace", organization: null);
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;

        await page.GotoAsync("/");
        await Expect(page.GetByText("You belong to no organization yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create organization" }).ClickAsync();
        await Expect(page.GetByText("Required")).ToBeVisibleAsync();
        await CreateAsync(page, "Northwind");
        await page.GotoAsync("/organizations");
        await CreateAsync(page, "Contoso");

        await page.GotoAsync("/organizations");
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link)).ToHaveTextAsync(["ContosoOwner", "NorthwindOwner"]);
        var me = await user.GetAsync("/api/auth/me");
        me.GetProperty("organizations").GetArrayLength().Should().Be(2);
    }

    private static async Task CreateAsync(IPage page, string name)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create organization" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Organization: {name}" })).ToBeVisibleAsync();
    }
}
