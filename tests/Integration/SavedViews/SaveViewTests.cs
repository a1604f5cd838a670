using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.SavedViews;

public sealed class SaveViewTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task NameAlone_IsEnough_AndTheRestHasDefaults()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var view = await user.SaveViewAsync(project, new { name = " Everything " });
        (view.Str("name"), view.Str("filter"), view.Str("sort"), view.Str("layout")).Should().Be(("Everything", "", "rank", "board"));
        (view.GetProperty("shared").GetBoolean(), view.Int("version"), view.Id("owner_id")).Should().Be((false, 1, user.Id));
    }

    [Fact]
    public async Task WhatCouldNeverBeShown_IsRefused_AndNamed()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        await user.SaveViewAsync(project, new { name = "Mine" });
        foreach (
            var (body, errors) in new (object Body, string[] Errors)[]
            {
                (new { name = " " }, ["/name required"]),
                (new { name = new string('x', 101) }, ["/name too_long"]),
                (new { name = "x", filter = "colour:red due<soon" }, ["/filter unknown_key", "/filter not_allowed"]),
                (new { name = "x", sort = "size" }, ["/sort not_allowed"]),
                (new { name = "x", layout = "pie" }, ["/layout not_allowed"]),
            }
        )
            (
                await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", body)
                    .ShouldBeProblemAsync(422, "VALIDATION_FAILED")
            )
                .Errors()
                .Should()
                .Equal(errors);
        await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", new { name = "MINE" })
            .ShouldBeProblemAsync(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task SharedView_IsSeenByAll_APrivateOneByItsOwner()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(guest, "guest", project.Id);
        await owner.SaveViewAsync(project, new { name = "Private" });
        await owner.SaveViewAsync(project, new { name = "Team", shared = true });
        (await owner.ViewNamesAsync(project)).Should().Equal("Private", "Team");
        (await guest.ViewNamesAsync(project)).Should().Equal("Team");
        await guest
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", new { name = "Guest's" })
            .ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Log_SpeaksOfSharedViewsOnly()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var view = await user.SaveViewAsync(project, new { name = "My secret plan" });
        await user.PatchViewAsync(view, new { name = "My other plan" }).ReadAsync(200);
        await user.PatchViewAsync(view, new { shared = true }).ReadAsync(200);
        await user.PatchViewAsync(view, new { name = "Our plan", filter = "assignee:none" }).ReadAsync(200);
        await user.PatchViewAsync(view, new { shared = false, name = "My third plan" }).ReadAsync(200);
        await user.DeleteViewAsync(view).ReadAsync(204);
        var lines = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0"))
            .Items()
            .Where(l => l.Str("type")!.StartsWith("view.", StringComparison.Ordinal))
            .ToList();
        lines.Select(l => l.Str("type")).Should().Equal("view.created", "view.updated", "view.deleted");
        lines.Select(l => l.GetRawText()).Should().NotContain(l => l.Contains("secret") || l.Contains("third"));
        lines[0].GetProperty("data").Str("name").Should().Be("My other plan");
        lines[1].GetProperty("changes").GetProperty("filter").Str("to").Should().Be("assignee:none");
    }
}
