using System.Text.Json;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Comments;

/// <summary>People talk about a task: nothing they write is lost, and each sees what the others wrote.</summary>
[Collection(Stage.SideBySide)]
public sealed class CommentTests(Stage stage)
{
    private const string Subject = "Sign out in every tab";

    [Fact]
    public async Task Comment_WithAMentionByKeyboard_ReachesTheOther()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await alice.Talk.NewComment.ClickAsync();
        await alice.Page.Keyboard.TypeAsync("Can you look at this, @b");
        await Expect(alice.Talk.People.GetByRole(AriaRole.Option)).ToHaveTextAsync(["Bob"]);
        await alice.Page.Keyboard.PressAsync("Enter");
        await Expect(alice.Talk.NewComment).ToHaveValueAsync("Can you look at this, @Bob ");
        await alice.Page.Keyboard.TypeAsync("please? **Today**");
        await alice.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(alice.Talk.NewComment).ToHaveValueAsync("");
        await alice.Board.ConfirmedAsync();
        await Expect(bob.Talk.Comments).ToContainTextAsync(["Can you look at this, @Bob please? Today"]);
        await Expect(bob.Talk.Comments.Locator(".mention")).ToHaveTextAsync("@Bob");
        var comment = (await table.CommentsAsync()).Single();
        comment.GetProperty("mentions").EnumerateArray().Select(id => id.GetGuid()).Should().Equal(table.Member.Id);
        await Expect(bob.Page.GetByRole(AriaRole.Tab, new() { Name = "Comments 1" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Edit_OnTwoPages_AsksAndKeepsBothTexts()
    {
        await using var table = await SitDownAsync();
        var alice = table.Alice;
        await alice.Talk.SayAsync("First thought");
        await alice.Board.ConfirmedAsync();
        var comment = (await table.CommentsAsync()).Single().GetProperty("id").GetGuid();

        await alice.Page.GetByRole(AriaRole.Button, new() { Name = "Edit comment" }).ClickAsync();
        var text = alice.Page.GetByLabel("Comment text", new() { Exact = true });
        await Expect(text).ToBeFocusedAsync();
        await text.FillAsync("Second thought");
        await table.Owner.SendAsync(HttpMethod.Patch, $"/api/comments/{comment}", new { body = "On the phone" }).ReadAsync(200);
        await text.PressAsync("Control+Enter");

        await Expect(alice.Conflict.Self).ToContainTextAsync("You changed the comment too");
        await Expect(alice.Conflict.Result).ToHaveValueAsync("Second thought\nOn the phone");
        await alice.Conflict.Radio("Both, edited by you").CheckAsync();
        await alice.Conflict.Button("Save merged").ClickAsync();
        await alice.Board.ConfirmedAsync();

        (await table.CommentsAsync()).Single().GetProperty("body").GetString().Should().Be("Second thought\nOn the phone");
        await Expect(table.Bob.Talk.Comments).ToContainTextAsync(["Second thought"]);
        await table.Bob.Page.GetByRole(AriaRole.Button, new() { Name = "show the edits" }).ClickAsync();
        var edits = table.Bob.Page.GetByRole(AriaRole.Dialog, new() { Name = "Edits of the comment" });
        await Expect(edits.Locator("[data-line=removed]")).ToContainTextAsync(["First thought"]);
        await Expect(edits.Locator("[data-line=added]").First).ToContainTextAsync("Second thought");
    }

    [Fact]
    public async Task Comment_WhileNothingGetsThrough_SurvivesReloadAndIsSaidOnce()
    {
        await using var table = await SitDownAsync();
        var alice = table.Alice;
        alice.Page.Dialog += (_, question) => _ = question.AcceptAsync();
        await alice.Page.RouteAsync(
            "**/api/tasks/*/comments",
            async route =>
            {
                if (route.Request.Method == "POST")
                {
                    await route.FetchAsync();
                    await route.AbortAsync();
                }
                else
                    await route.ContinueAsync();
            }
        );

        await alice.Talk.SayAsync("Heard once");
        await Expect(alice.Talk.Comments.Locator("[data-write=waiting]")).ToBeVisibleAsync();
        await alice.Talk.NewComment.FillAsync("And half a sen");
        await alice.Page.WaitForTimeoutAsync(400);
        await alice.Page.ReloadAsync();
        await Expect(alice.Talk.NewComment).ToHaveValueAsync("And half a sen");
        await Expect(alice.Talk.Comments).ToContainTextAsync(["Heard once"]);

        await alice.Page.UnrouteAsync("**/api/tasks/*/comments");
        await alice.Board.ConfirmedAsync();
        await Expect(alice.Talk.Comments).ToHaveCountAsync(1);
        (await table.CommentsAsync()).Should().ContainSingle();
        await Expect(alice.Talk.NewComment).ToHaveValueAsync("And half a sen");
    }

    [Fact]
    public async Task Comment_ThatIsRefused_KeepsItsTextUntilItIsTakenBack()
    {
        await using var table = await SitDownAsync();
        var bob = table.Bob;
        await bob.Talk.NewComment.ClickAsync();
        await bob.Page.Keyboard.TypeAsync("For @ev");
        await bob.Page.Keyboard.PressAsync("Enter");
        await table
            .Owner.SendAsync(HttpMethod.Delete, $"/api/organizations/{table.Owner.OrganizationId}/members/{table.Eve.Id}")
            .ReadAsync(204);
        await bob.Page.Keyboard.PressAsync("Control+Enter");

        var refused = bob.Talk.Comments.GetByRole(AriaRole.Alert);
        await Expect(refused).ToContainTextAsync("not a member who can see this project");
        await Expect(bob.Talk.Comments).ToContainTextAsync(["For @Eve"]);
        await refused.GetByRole(AriaRole.Button, new() { Name = "Edit the text" }).ClickAsync();
        await Expect(bob.Talk.NewComment).ToHaveValueAsync("For @Eve ");
        await bob.Talk.SayAsync("For everybody");
        await bob.Board.ConfirmedAsync();
        (await table.CommentsAsync()).Single().GetProperty("body").GetString().Should().Be("For everybody");
    }

    [Fact]
    public async Task Delete_ByAnAdmin_AsksAndLeavesAPlace_AndOthersMayOnlyReply()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);
        await alice.Talk.SayAsync("Of the owner");
        await bob.Talk.SayAsync("Of the member");
        await Expect(bob.Talk.Comments).ToContainTextAsync(["Of the owner", "Of the member"]);
        await Expect(bob.Talk.Comments.First.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        var theirs = alice.Talk.Comments.Filter(new() { HasText = "Of the member" });
        await Expect(theirs.GetByRole(AriaRole.Button, new() { Name = "Edit comment" })).ToHaveCountAsync(0);
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Delete comment" }).ClickAsync();
        var question = alice.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Delete the comment by Bob?" });
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete comment" }).ClickAsync();

        await Expect(alice.Talk.Comments).ToContainTextAsync(["Of the owner", "This comment was deleted."]);
        await Expect(bob.Talk.Comments).ToContainTextAsync(["Of the owner", "This comment was deleted."]);
        await Expect(bob.Page.GetByText("Of the member")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Comment_OfTheOther_ComesToThePageOfTheTask()
    {
        await using var table = await SitDownAsync();
        await table.Bob.Page.GotoAsync($"/tasks/{table.TaskId}");
        await Expect(table.Bob.Page.GetByText("No comments yet")).ToBeVisibleAsync();

        await table.Alice.Talk.SayAsync("Are you there?");

        await Expect(table.Bob.Talk.Comments).ToContainTextAsync(["Are you there?"]);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Comments_InTheme_HaveNoViolation(string theme)
    {
        await using var table = await SitDownAsync(theme);
        var bob = table.Bob;
        var body =
            $"The token outlives the page when the tab is restored.\n\n- open two tabs\n- sign out in one\n\n@[Bob](user:{table.Member.Id}) can you look at `session.ts`?";
        await table.Owner.SendAsync(HttpMethod.Post, $"/api/tasks/{table.TaskId}/comments", new { body }).ReadAsync(201);
        var gone = await table
            .Eve.SendAsync(HttpMethod.Post, $"/api/tasks/{table.TaskId}/comments", new { body = "Wrong task" })
            .ReadAsync(201);
        await table.Eve.SendAsync(HttpMethod.Delete, $"/api/comments/{gone.GetProperty("id").GetGuid()}").ReadAsync(204);
        var said = await table
            .Member.SendAsync(HttpMethod.Post, $"/api/tasks/{table.TaskId}/comments", new { body = "On it." })
            .ReadAsync(201);
        await table
            .Member.SendAsync(
                HttpMethod.Patch,
                $"/api/comments/{said.GetProperty("id").GetGuid()}",
                new { body = "On it. I can reproduce it with **two tabs**, never with one." }
            )
            .ReadAsync(200);

        await bob.Page.GotoAsync($"/tasks/{table.TaskId}");
        await Expect(bob.Talk.Comments).ToHaveCountAsync(3);
        await bob.Talk.NewComment.ClickAsync();
        await bob.Page.Keyboard.TypeAsync("Fixed, waiting for @");
        await Expect(bob.Talk.People.GetByRole(AriaRole.Option)).ToHaveCountAsync(3);
        await bob.ShouldBeCleanAsync($"task-comments-{theme}");
    }

    private async Task<Table> SitDownAsync(string theme = "light")
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        var eve = await stage.App.SignUpAsync("Eve", organization: null);
        await owner.AdmitAsync(member, "member");
        await owner.AdmitAsync(eve, "member");
        var project = await owner.CreateProjectAsync();
        var description = "Signing out in one tab must end the session in all of them.";
        var task = await owner.CreateTaskAsync(project, Subject, new { description });
        var table = new Table(
            owner,
            member,
            eve,
            task.GetProperty("id").GetGuid(),
            await stage.VisitAsAsync(owner),
            await stage.VisitAsAsync(member, theme)
        );
        foreach (var visitor in new[] { table.Alice, table.Bob })
        {
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Board.OpenTaskAsync(Subject);
            await visitor.Talk.NewComment.WaitForAsync();
        }

        return table;
    }

    private sealed record Table(TestUser Owner, TestUser Member, TestUser Eve, Guid TaskId, Visitor Alice, Visitor Bob) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<JsonElement>> CommentsAsync() =>
            [.. (await Owner.GetAsync($"/api/tasks/{TaskId}/comments")).GetProperty("items").EnumerateArray()];

        public async ValueTask DisposeAsync()
        {
            await Alice.DisposeAsync();
            await Bob.DisposeAsync();
        }
    }
}
