using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Notifications;

/// <summary>A person chooses of what and where they are told, and what they chose is what happens.</summary>
[Collection(Stage.SideBySide)]
public sealed class PreferencesTests(Stage stage)
{
    private const string Mentions = "A comment mentions you: Inbox";

    [Fact]
    public async Task Choice_IsSavedOnceTheServerSaysSo_AndKeptTo()
    {
        var ann = await stage.App.SignUpAsync("Ann");
        var ben = await stage.App.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        var project = await ann.CreateProjectAsync();
        await using var visitor = await stage.VisitAsAsync(ben);
        var page = visitor.Page;
        await page.GotoAsync("/inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notification settings" }).ClickAsync();
        var answer = new TaskCompletionSource();
        await page.RouteAsync(
            "**/api/notifications/preferences",
            async route =>
            {
                if (route.Request.Method == "PUT")
                    await answer.Task;
                await route.ContinueAsync();
            }
        );

        var choice = page.GetByRole(AriaRole.Checkbox, new() { Name = Mentions });
        await choice.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        var row = page.GetByRole(AriaRole.Row, new() { Name = "A comment mentions you" });
        await Expect(row).ToContainTextAsync("Sending…");
        await Expect(row).Not.ToContainTextAsync("Saved");
        answer.SetResult();
        await Expect(row).ToContainTextAsync("Saved");
        await page.ReloadAsync();
        await Expect(choice).Not.ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "A task is assigned to you: Inbox" })).ToBeCheckedAsync();

        var task = await ann.CreateTaskAsync(project, "Look at this");
        var comment = new { body = $"What do you say, @[Ben](user:{ben.Id})?" };
        await ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", comment).ReadAsync(201);
        var eventId = (await ann.GetAsync($"/api/projects/{project.Id}/changes?after=0")).Items()[^1].Id();
        await page.GotoAsync($"/events/{eventId}/journey?user_id={ben.Id}");
        await Expect(page.GetByText("You chose not to get inbox messages for mentions.")).ToBeVisibleAsync();
        (await ben.GetAsync("/api/notifications")).Items().Should().BeEmpty();
    }
}
