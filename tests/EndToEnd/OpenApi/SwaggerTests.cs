using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.OpenApi;

/// <summary>The API's documentation in a browser, under the same Content-Security-Policy as everything else.</summary>
[Collection(Stage.Name)]
public sealed class SwaggerTests(Stage stage)
{
    [Fact]
    public async Task Swagger_UnderOurPolicy_ShowsAndTriesOperations()
    {
        // Refused styles and scripts are console errors, which fail the test when the visitor leaves.
        await using var visitor = await stage.VisitAsync();
        var page = visitor.Page;

        await page.GotoAsync("/swagger");
        var operation = page.Locator("#operations-Auth-GetProviders");
        await Expect(operation).ToBeVisibleAsync();
        await visitor.KeepScreenAsync("swagger");

        await operation.GetByRole(AriaRole.Button).First.ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await Expect(operation.Locator(".live-responses-table tbody .response-col_status")).ToContainTextAsync("200");
        await visitor.KeepScreenAsync("swagger-tried");
    }
}
