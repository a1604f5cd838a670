using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Accessibility;

/// <summary>The automatic part of WCAG 2.2 AA on the screens of everyday work, in both themes.</summary>
[Collection(Stage.Name)]
public sealed class AxeTests(Stage stage)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task SignIn_InTheme_HasNoViolation(string theme)
    {
        await using var visitor = await stage.VisitAsync(theme);
        await visitor.Page.GotoAsync("/sign-in");
        await Expect(visitor.Page.GetByLabel("E-mail")).ToBeVisibleAsync();

        await visitor.ShouldBeCleanAsync($"sign-in-{theme}");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task BoardPanelAndList_InTheme_HaveNoViolation(string theme)
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        foreach (var (status, priority) in new[] { ("Todo", "urgent"), ("In Progress", "low"), ("Done", "none") })
        {
            var more = new
            {
                status_id = project.Statuses[status],
                priority,
                assignee_ids = new[] { user.Id },
                due_date = "2026-01-31",
                estimate = 3,
                description = "# Why\n\n- [ ] measure\n- [x] ask\n\n`code`, a [link](https://example.test)",
            };
            await user.CreateTaskAsync(project, $"A task in {status}", more);
        }

        await using var visitor = await stage.VisitAsAsync(user, theme);
        await visitor.Board.OpenAsync(project.Id);
        await Expect(visitor.Board.Card("A task in Done")).ToBeVisibleAsync();
        await visitor.ShouldBeCleanAsync($"board-{theme}");

        await visitor.Board.OpenTaskAsync("A task in Todo");
        await Expect(visitor.Board.Panel.GetByText("measure")).ToBeVisibleAsync();
        await visitor.ShouldBeCleanAsync($"panel-{theme}");

        await visitor.Page.GotoAsync($"/projects/{project.Id}/list");
        await Expect(visitor.Page.GetByText("A task in Done")).ToBeVisibleAsync();
        await visitor.ShouldBeCleanAsync($"list-{theme}");
    }
}
