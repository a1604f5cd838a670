using System.Text.Json;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Tasks;

/// <summary>Whoever writes the text of a task is seen by the others, stands in nobody's way for long, and costs nobody a word (S-2.3).</summary>
[Collection(Stage.Name)]
public sealed class EditLockTests(Stage stage)
{
    [Fact]
    public async Task Writing_ShowsABannerToTheOther_ThatGoesWithTheRelease()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);

        await alice.Board.Title.FocusAsync();
        await Expect(BannerOf(bob)).ToContainTextAsync("Alice is editing the text");
        await Expect(BannerOf(bob)).ToContainTextAsync("it can be saved when Alice has finished");
        await Expect(BannerOf(bob).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(BannerOf(alice)).ToHaveCountAsync(0);
        (await table.HolderAsync()).Should().Be(table.Owner.Id);

        await alice.Board.Title.FillAsync("Alice’s title");
        await alice.Board.Title.PressAsync("Enter");
        await alice.Board.ConfirmedAsync();
        await Expect(BannerOf(bob)).ToHaveCountAsync(0);
        await Expect(bob.Board.Title).ToHaveValueAsync("Alice’s title");
        (await table.HolderAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Writing_WhatSomebodyElseHolds_KeepsTheTextUntilItCanBeSaved()
    {
        await using var table = await SitDownAsync();
        var bob = table.Bob;
        await table.LockAsync(table.Owner);

        await bob.Board.Title.FillAsync("Bob’s title");
        await bob.Board.Title.PressAsync("Enter");
        await Expect(bob.Board.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else is editing the text. Yours is kept here");
        await Expect(BannerOf(bob)).ToContainTextAsync("Alice is editing the text");
        await Expect(bob.Board.Title).ToHaveValueAsync("Bob’s title");
        await bob.Board.Panel.GetByLabel("Estimate").FillAsync("8");
        await bob.Board.Panel.GetByLabel("Estimate").PressAsync("Enter");
        await Expect(bob.Page.Locator("[data-write=confirmed]").First).ToBeVisibleAsync();

        await table.Owner.SendAsync(HttpMethod.Delete, $"/api/tasks/{table.TaskId}/lock").ReadAsync(204);
        await bob.Board.Panel.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await bob.Board.ConfirmedAsync();
        var task = await table.ReadAsync();
        task.GetProperty("title").GetString().Should().Be("Bob’s title");
        task.GetProperty("estimate").GetDecimal().Should().Be(8);
    }

    [Fact]
    public async Task TakeOver_ByAnOwner_PassesTheLockAndTellsTheOther()
    {
        await using var table = await SitDownAsync();
        var (alice, bob) = (table.Alice, table.Bob);
        await DescribeAsync(bob, "Bob’s unfinished");
        await Expect(BannerOf(alice)).ToContainTextAsync("Bob is editing the text");

        await BannerOf(alice).GetByRole(AriaRole.Button, new() { Name = "Take over" }).PressAsync("Enter");
        await Expect(alice.Board.Panel.GetByText("You took over")).ToBeVisibleAsync();
        (await table.HolderAsync()).Should().Be(table.Owner.Id);

        await Expect(BannerOf(bob)).ToContainTextAsync("Alice is editing the text");
        await Expect(TextOf(bob)).ToHaveValueAsync("Bob’s unfinished");
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(BannerOf(bob)).ToHaveCountAsync(0);
        await TextOf(bob).PressAsync("Control+Enter");
        await bob.Board.ConfirmedAsync();
        (await table.ReadAsync()).GetProperty("description").GetString().Should().Be("Bob’s unfinished");
    }

    [Fact]
    public async Task Leaving_ThePage_GivesTheLockBack()
    {
        await using var table = await SitDownAsync();
        await DescribeAsync(table.Alice, "Half a sen");
        await Expect(BannerOf(table.Bob)).ToBeVisibleAsync();

        await table.Alice.Page.GotoAsync("/settings");

        await Expect(BannerOf(table.Bob)).ToHaveCountAsync(0);
        (await table.HolderAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Writing_WhileNoLockIsToBeHad_IsNotHeldUp()
    {
        await using var table = await SitDownAsync();
        var alice = table.Alice;
        await alice.Page.RouteAsync("**/lock", route => route.AbortAsync());

        await DescribeAsync(alice, "Saved all the same");
        await alice.Page.WaitForTimeoutAsync(600);
        await alice.Page.Keyboard.PressAsync("Control+Enter");

        await alice.Board.ConfirmedAsync();
        (await table.ReadAsync()).GetProperty("description").GetString().Should().Be("Saved all the same");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Banner_InTheme_HasNoViolation(string theme)
    {
        await using var table = await SitDownAsync(theme);
        await table.LockAsync(table.Member);

        await Expect(BannerOf(table.Alice)).ToContainTextAsync("Bob is editing the text");
        await table.Alice.ShouldBeCleanAsync($"edit-lock-{theme}");
    }

    private static ILocator BannerOf(Visitor visitor) =>
        visitor.Board.Panel.GetByRole(AriaRole.Status).Filter(new() { HasText = "is editing the text" });

    private static ILocator TextOf(Visitor visitor) => visitor.Board.Panel.GetByRole(AriaRole.Textbox, new() { Name = "Description" });

    private static async Task DescribeAsync(Visitor visitor, string text)
    {
        await visitor.Board.Panel.GetByRole(AriaRole.Button, new() { Name = "Edit Description" }).ClickAsync();
        await TextOf(visitor).FillAsync(text);
    }

    private async Task<Table> SitDownAsync(string theme = "light")
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var task = await owner.CreateTaskAsync(project, "One task, two people", new { description = "Nothing yet." });
        var taskId = task.GetProperty("id").GetGuid();
        var table = new Table(owner, member, taskId, await stage.VisitAsAsync(owner, theme), await stage.VisitAsAsync(member));
        foreach (var visitor in new[] { table.Alice, table.Bob })
        {
            await visitor.Board.OpenAsync(project.Id);
            await visitor.Board.OpenTaskAsync("One task, two people");
        }

        return table;
    }

    private sealed record Table(TestUser Owner, TestUser Member, Guid TaskId, Visitor Alice, Visitor Bob) : IAsyncDisposable
    {
        public Task<JsonElement> ReadAsync() => Owner.GetAsync($"/api/tasks/{TaskId}");

        public Task<JsonElement> LockAsync(TestUser holder) =>
            holder.SendAsync(HttpMethod.Post, $"/api/tasks/{TaskId}/lock").ReadAsync(200);

        public async Task<Guid?> HolderAsync() =>
            (await ReadAsync()).GetProperty("lock") is { ValueKind: JsonValueKind.Object } held
                ? held.GetProperty("user_id").GetGuid()
                : null;

        public async ValueTask DisposeAsync()
        {
            await Alice.DisposeAsync();
            await Bob.DisposeAsync();
        }
    }
}
