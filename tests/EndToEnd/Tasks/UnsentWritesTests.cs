using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

/// <summary>What was done while the server was out of reach outlives the page and happens once.</summary>
[Collection(Stage.SideBySide)]
public sealed class UnsentWritesTests(Stage stage)
{
    [Fact]
    public async Task Reload_WhileNothingGetsThrough_SendsEverythingOnceAfterwards()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        await user.CreateTaskAsync(project, "Written before");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        page.Dialog += (_, question) => _ = question.AcceptAsync();
        var lost = new LostAnswers(page);

        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Written before");
        await lost.BeginAsync();
        await visitor.Board.Title.FillAsync("Written while the server was away");
        await visitor.Board.Title.PressAsync("Enter");
        await AddAsync(visitor, "A new one, too");
        await Expect(page.Locator("[data-write=waiting]").First).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(visitor.Board.Title).ToHaveValueAsync("Written while the server was away");
        await Expect(visitor.Board.CardsOf("Backlog")).ToHaveTextAsync(["Written while the server was away", "A new one, too"]);
        lost.Reached.Should().BeGreaterThan(0, "the first answers were lost after the server had acted");

        await lost.EndAsync();
        await Expect(page.Locator("[data-write]:not([data-write=confirmed])")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Restored from your last visit")).ToHaveCountAsync(0);
        var tasks = await user.GetAsync($"/api/projects/{project.Id}/tasks");
        tasks
            .GetProperty("items")
            .EnumerateArray()
            .Select(t => t.GetProperty("title").GetString())
            .Should()
            .Equal("Written while the server was away", "A new one, too");
        var log = await user.GetAsync($"/api/projects/{project.Id}/changes?after=0");
        log.GetProperty("items")
            .EnumerateArray()
            .Select(e => e.GetProperty("type").GetString())
            .Where(type => type!.StartsWith("task.", StringComparison.Ordinal))
            .Should()
            .Equal("task.created", "task.updated", "task.created");

        await page.ReloadAsync();
        await Expect(visitor.Board.CardsOf("Backlog")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-write]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Reload_WithAnUndecidedConflict_AsksAgain()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Draft");
        await using var visitor = await stage.VisitAsAsync(user);
        visitor.Page.Dialog += (_, question) => _ = question.AcceptAsync();

        await visitor.DeafenAsync();
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Draft");
        await user.PatchAsync(task, new { title = "Theirs" }).ReadAsync(200);
        await visitor.Board.Title.FillAsync("Mine");
        await visitor.Board.Title.PressAsync("Enter");
        await Expect(visitor.Conflict.Self).ToBeVisibleAsync();

        await visitor.Page.ReloadAsync();
        await visitor.Conflict.Radio("Yours").CheckAsync();
        await visitor.Conflict.Button("Save merged").ClickAsync();
        await visitor.Board.ConfirmedAsync();
        (await user.GetAsync($"/api/tasks/{project.Key}-1")).GetProperty("title").GetString().Should().Be("Mine");
    }

    [Fact]
    public async Task SignOut_WithUnsentWrites_AsksAndForgetsThem()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;
        page.Dialog += (_, question) => _ = question.AcceptAsync();
        var lost = new LostAnswers(page) { BeforeTheServer = true };

        await visitor.Board.OpenAsync(project.Id);
        await lost.BeginAsync();
        await AddAsync(visitor, "Never sent");
        await Expect(page.Locator("[data-write=waiting]").First).ToBeVisibleAsync();

        await SignOutAsync(page);
        var question = page.GetByRole(AriaRole.Alertdialog, new() { Name = "Sign out with unsaved changes?" });
        await Expect(question).ToContainTextAsync("1 change has not been saved");
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(visitor.Board.Card("Never sent")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard and sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await lost.EndAsync();

        await SignInAsync(page, user);
        await visitor.Board.OpenAsync(project.Id);
        await Expect(visitor.Board.CardsOf("Backlog")).ToHaveCountAsync(0);
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task SignOut_WithABegunText_AsksAndShowsItToNobodyElse()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var other = await stage.App.SignUpAsync("Bob", organization: null);
        await user.AdmitAsync(other, "member");
        var project = await user.CreateProjectAsync();
        await user.CreateTaskAsync(project, "Shared");
        await using var visitor = await stage.VisitAsAsync(user);
        var page = visitor.Page;

        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Shared");
        await visitor.Talk.NewComment.FillAsync("Between you and me");
        await page.WaitForTimeoutAsync(400);
        await SignOutAsync(page);
        var question = page.GetByRole(AriaRole.Alertdialog, new() { Name = "Sign out with unsaved changes?" });
        await Expect(question).ToContainTextAsync("1 change has not been saved");
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(visitor.Talk.NewComment).ToHaveValueAsync("Between you and me");

        // The session ends without a word of hers: what she began waits for her alone.
        await visitor.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await SignInAsync(page, other);
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Shared");
        await Expect(visitor.Talk.NewComment).ToHaveValueAsync("");
        await SignOutAsync(page);
        await SignInAsync(page, user);
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Shared");
        await Expect(visitor.Talk.NewComment).ToHaveValueAsync("Between you and me");

        await SignOutAsync(page);
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard and sign out" }).ClickAsync();
        await SignInAsync(page, user);
        await visitor.Board.OpenAsync(project.Id);
        await visitor.Board.OpenTaskAsync("Shared");
        await Expect(visitor.Talk.NewComment).ToHaveValueAsync("");
    }

    private static async Task AddAsync(Visitor visitor, string title)
    {
        var column = visitor.Board.Column("Backlog");
        await column.GetByRole(AriaRole.Button, new() { Name = "Add task" }).ClickAsync();
        var box = column.GetByRole(AriaRole.Textbox);
        await box.FillAsync(title);
        await box.PressAsync("Enter");
    }

    private static async Task SignInAsync(IPage page, TestUser user)
    {
        await page.GetByLabel("E-mail").FillAsync(user.Email);
        await page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Account:" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
    }

    /// <summary>A line on which writes to tasks reach the server and no answer comes back.</summary>
    private sealed class LostAnswers(IPage page)
    {
        private const string Tasks = "**/api/**/tasks**";

        /// <summary>Not even the request arrives.</summary>
        public bool BeforeTheServer { get; init; }

        public int Reached { get; private set; }

        public Task BeginAsync() => page.RouteAsync(Tasks, LoseAsync);

        public Task EndAsync() => page.UnrouteAsync(Tasks);

        private async Task LoseAsync(IRoute route)
        {
            if (route.Request.Method == "GET")
            {
                await route.ContinueAsync();
                return;
            }

            if (!BeforeTheServer)
            {
                await route.FetchAsync();
                Reached++;
            }

            await route.AbortAsync();
        }
    }
}
