using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.SavedViews;

public sealed class DeleteViewTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Deleted_ItIsGone_ItsNameIsFree_AndDeletingItAgainIsASuccess()
    {
        var (user, admin) = (await app.SignUpAsync(), await app.SignUpAsync("Admin", organization: null));
        var project = await user.CreateProjectAsync();
        await user.AdmitAsync(admin, "admin");
        var view = await user.SaveViewAsync(project, new { name = "Team", shared = true });
        await user.DeleteViewAsync(view).ReadAsync(204);
        await user.DeleteViewAsync(view).ReadAsync(204);
        await admin.DeleteViewAsync(view).ReadAsync(204);
        (await user.ViewNamesAsync(project)).Should().BeEmpty();
        await user.PatchViewAsync(view, new { name = "x" }).ShouldBeProblemAsync(404, "NOT_FOUND");
        await user.SaveViewAsync(project, new { name = "team" });
    }
}
