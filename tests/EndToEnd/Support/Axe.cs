using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace TaskFlow.EndToEnd.Support;

/// <summary>The automatic part of WCAG 2.2 AA.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Keeps the screen and looks for violations on it.</summary>
    public static async Task ShouldBeCleanAsync(this Visitor visitor, string screen)
    {
        await visitor.KeepScreenAsync(screen);
        var result = await visitor.Page.RunAxe(Rules);
        result.Passes.Should().NotBeEmpty("axe must have looked at something");
        result
            .Violations.Select(v => $"{v.Id}: {v.Help}\n{string.Join('\n', v.Nodes.Select(n => n.Html))}")
            .Should()
            .BeEmpty("{0} must be clean", screen);
    }
}
