using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.SavedViews;

public sealed class UpdateViewTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task NamedMembers_Change_TheOthersStay_AndAStaleBaseIsRefused()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var view = await user.SaveViewAsync(
            project,
            new
            {
                name = "Due",
                filter = "due<2026-12-01",
                layout = "list",
            }
        );
        var changed = await user.PatchViewAsync(view, new { sort = "-due_date", version = 1 }).ReadAsync(200);
        (changed.Str("sort"), changed.Str("filter"), changed.Str("layout")).Should().Be(("-due_date", "due<2026-12-01", "list"));
        (await user.PatchViewAsync(view, new { sort = "-due_date" }).ReadAsync(200)).Int("version").Should().Be(2);
        await user.PatchViewAsync(view, new { name = "x", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
    }

    [Fact]
    public async Task SharedView_IsChangedByItsOwnerAndAdmins_APrivateOneIsUnknownToAll()
    {
        var (owner, admin, member) = (
            await app.SignUpAsync(),
            await app.SignUpAsync("Admin", organization: null),
            await app.SignUpAsync("Member", organization: null)
        );
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(admin, "admin");
        await owner.AdmitAsync(member, "member");
        var view = await member.SaveViewAsync(project, new { name = "Team", shared = true });
        var own = await owner.SaveViewAsync(project, new { name = "Private" });
        await admin.PatchViewAsync(view, new { name = "Team board" }).ReadAsync(200);
        await admin.PatchViewAsync(own, new { name = "x" }).ShouldBeProblemAsync(404, "NOT_FOUND");
        var shared = await owner.PatchViewAsync(own, new { shared = true }).ReadAsync(200);
        await member.PatchViewAsync(shared, new { name = "x" }).ShouldBeProblemAsync(403, "FORBIDDEN");
        await member.DeleteViewAsync(shared).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task PrivateNames_AreNotGivenAwayByARefusal()
    {
        var (owner, admin) = (await app.SignUpAsync(), await app.SignUpAsync("Admin", organization: null));
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(admin, "admin");
        await owner.SaveViewAsync(project, new { name = "Layoffs" });
        var shared = await owner.SaveViewAsync(project, new { name = "Team", shared = true });
        await admin.PatchViewAsync(shared, new { name = "Layoffs" }).ReadAsync(200);
    }

    [Fact]
    public async Task TakenBack_AViewIsUnknownToWhoSawIt()
    {
        var (owner, admin) = (await app.SignUpAsync(), await app.SignUpAsync("Admin", organization: null));
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(admin, "admin");
        var view = await owner.SaveViewAsync(project, new { name = "Team", shared = true });
        await admin.PatchViewAsync(view, new { name = "Seen" }).ReadAsync(200);
        await owner.PatchViewAsync(view, new { shared = false }).ReadAsync(200);
        await admin.PatchViewAsync(view, new { name = "x" }).ShouldBeProblemAsync(404, "NOT_FOUND");
        await admin.DeleteViewAsync(view).ShouldBeProblemAsync(404, "NOT_FOUND");
        (await admin.ViewNamesAsync(project)).Should().BeEmpty();
        (await owner.ViewNamesAsync(project)).Should().Equal("Seen");
    }
}
