using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Identity;
using TaskFlow.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskFlow.EndToEnd.Identity;

/// <summary>From "Forgot password?" by the mail's link to a new password.</summary>
[Collection(Stage.SideBySide)]
public sealed class PasswordResetTests(Stage stage, MailInstallation installation) : IClassFixture<MailInstallation>
{
    private const string New = "an entirely new password";

    [Fact]
    public async Task Forgot_LinkFromTheMail_SetsAPasswordThatSignsIn()
    {
        var ann = await installation.App.SignUpAsync("Ann");
        await using var visitor = await stage.VisitAsync(address: installation.App.Address);
        var page = visitor.Page;
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot password?" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(ann.Email);
        await visitor.ShouldBeCleanAsync("forgot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await Expect(page.GetByText("on its way")).ToBeVisibleAsync();

        var secret = (await installation.LinksAsync(ann.Email, "reset", 1))[0];
        await page.GotoAsync($"/reset#{secret}");
        await page.GetByLabel("New password").FillAsync(New);
        new Uri(page.Url).Fragment.Should().BeEmpty("the secret leaves the address bar");
        await visitor.ShouldBeCleanAsync("reset");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Expect(page.GetByText("Your password is changed")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(ann.Email);
        await page.GetByLabel("Password").FillAsync(New);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New project" }).First).ToBeVisibleAsync();
    }
}
