using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Members;

/// <summary>People come in by a link, change their role and leave.</summary>
[Collection(Stage.SideBySide)]
public sealed class InvitationTests(Stage stage)
{
    [Fact]
    public async Task Invite_NewPerson_JoinsByLinkThenChangesRoleThenIsRemoved()
    {
        var owner = await stage.App.SignUpAsync("Alice");
        await owner.CreateProjectAsync("SHOP", "Web shop");
        await using var alice = await stage.VisitAsAsync(owner);
        await using var bob = await stage.VisitAsync();
        var email = $"bob-{Guid.CreateVersion7():N}@example.test";

        await alice.Page.GotoAsync($"/organizations/{owner.OrganizationId}/members");
        var link = await InviteAsync(alice, email, "Member");
        await Expect(alice.Page.GetByText(email)).ToBeVisibleAsync();

        await bob.Page.GotoAsync(link);
        await bob.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await bob.Page.GetByLabel("Your name").FillAsync("Bob");
        await bob.Page.GetByLabel("E-mail").FillAsync(email);
        await bob.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(bob.Page.GetByText($"Accept the invitation as Bob ({email})?")).ToBeVisibleAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Link, new() { Name = "Web shop" }).First).ToBeVisibleAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Button, new() { Name = "New project" })).ToHaveCountAsync(0);

        await alice.Page.ReloadAsync();
        var row = alice.Page.GetByRole(AriaRole.Row, new() { Name = email });
        await alice.ChooseAsync(row.GetByLabel("Role of Bob"), "Admin");
        await Expect(row.GetByLabel("Role of Bob")).ToBeEnabledAsync();
        await alice.KeepScreenAsync("members");
        await bob.Page.ReloadAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Button, new() { Name = "New project" }).First).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Remove Bob" }).ClickAsync();
        await alice.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Remove Bob" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await bob.Page.GotoAsync("/");
        await Expect(bob.Page.GetByText("You belong to no organization yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Invite_Guest_SeesTheirProjectOnlyAndCannotEdit()
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var guest = await stage.App.SignUpAsync("Gus", organization: null);
        var shown = await owner.CreateProjectAsync("SHOP", "Web shop");
        var hidden = await owner.CreateProjectAsync("PAY", "Payroll");
        await owner.CreateTaskAsync(shown, "For the guest to see");
        await using var alice = await stage.VisitAsAsync(owner);
        await using var gus = await stage.VisitAsAsync(guest);

        await alice.Page.GotoAsync($"/organizations/{owner.OrganizationId}/members");
        var link = await InviteAsync(alice, guest.Email, "Guest", "SHOP Web shop");
        await gus.Page.GotoAsync(link);
        await gus.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();

        await Expect(gus.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await gus.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Web shop" }).ClickAsync();
        await gus.Board.OpenTaskAsync("For the guest to see");
        await Expect(gus.Board.Title).Not.ToBeEditableAsync();
        await Expect(gus.Page.GetByRole(AriaRole.Button, new() { Name = "New task" })).ToHaveCountAsync(0);
        await gus.Page.GotoAsync($"/projects/{hidden.Id}/board");
        await Expect(gus.Page.GetByText("Payroll")).ToHaveCountAsync(0);
        await Expect(gus.Page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Accept_InvitationOfSomebodyElse_SaysSo()
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var other = await stage.App.SignUpAsync("Mallory", organization: null);
        await using var alice = await stage.VisitAsAsync(owner);
        await using var mallory = await stage.VisitAsAsync(other);

        await alice.Page.GotoAsync($"/organizations/{owner.OrganizationId}/members");
        var link = await InviteAsync(alice, $"bob-{Guid.CreateVersion7():N}@example.test", "Member");
        await mallory.Page.GotoAsync(link);
        await mallory.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();

        await Expect(mallory.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("for another e-mail address");
    }

    private static async Task<string> InviteAsync(Visitor visitor, string email, string role, params string[] projects)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Invite somebody" });
        await dialog.GetByLabel("E-mail").FillAsync(email);
        await visitor.ChooseAsync(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role" }), role);
        foreach (var project in projects)
        {
            await visitor.ChooseAsync(dialog.GetByText("Projects a guest may see"), project);
            await visitor.Page.Keyboard.PressAsync("Escape");
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var link = await dialog.GetByLabel("Invitation link").InputValueAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        return link;
    }
}
