using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Jobs;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Jobs;

/// <summary>Operators see what recurring work did, ask for a run, pause and resume; nobody else finds the way (M-2).</summary>
[Collection(Stage.SideBySide)]
public sealed class JobsTests(Stage stage)
{
    [Fact]
    public async Task Operator_RunsPausesAndResumes_AndReadsWhatWasFound()
    {
        var owner = await stage.App.SignUpOperatorAsync("Olga");
        var task = await owner.CreateTaskAsync(await owner.CreateProjectAsync(), "Logged");
        await Sql.ScalarAsync(
            stage.App.ConnectionString,
            $"SET app.orgs = '{"{" + owner.OrganizationId + "}"}'; UPDATE tasks SET title = 'Smuggled' WHERE id = '{task.Id()}'"
        );
        await using var olga = await stage.VisitAsAsync(owner);
        var page = olga.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }).ClickAsync();
        var row = page.Locator("tr[data-job=reconciliation]");

        await row.GetByRole(AriaRole.Button, new() { Name = "Run now: reconciliation" }).ClickAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = "reconciliation" }).ClickAsync();
        var run = page.Locator("tr[data-outcome=succeeded]").First;
        await Expect(run).ToContainTextAsync($"{task.Id()} title", new() { Timeout = 20_000 });
        await Expect(run).ToContainTextAsync("An operator");
        await Expect(row).ToContainTextAsync("Succeeded");
        await olga.KeepScreenAsync("jobs");

        await row.GetByRole(AriaRole.Button, new() { Name = "Pause: reconciliation" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Paused");
        await page.ReloadAsync();
        await Expect(row).ToContainTextAsync("Paused");
        await row.GetByRole(AriaRole.Button, new() { Name = "Resume: reconciliation" }).ClickAsync();
        await Expect(row).Not.ToContainTextAsync("Paused");
        (await owner.JobAsync("reconciliation")).GetProperty("paused").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Owner_WhoIsNoOperator_IsToldWhoMay_AndFindsNoWayThere()
    {
        await stage.App.SignUpOperatorAsync("Olga");
        await using var ann = await stage.VisitAsAsync(await stage.App.SignUpAsync("Ann"));
        await ann.Page.GotoAsync("/operations/jobs");
        await Expect(ann.Page.GetByText("Operators of the installation look after jobs.")).ToBeVisibleAsync();
        await Expect(ann.Page.GetByRole(AriaRole.Link, new() { Name = "Jobs" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Jobs_InTheme_AreClean(string theme)
    {
        var owner = await stage.App.SignUpOperatorAsync("Olga");
        await owner.RunAsync("old-runs");
        await using var olga = await stage.VisitAsAsync(owner, theme);
        await olga.Page.GotoAsync("/operations/jobs?job=old-runs");
        await Expect(olga.Page.Locator("tr[data-outcome=succeeded]").First).ToBeVisibleAsync();
        await olga.ShouldBeCleanAsync($"jobs-{theme}");
    }
}
