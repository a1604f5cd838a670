using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Milestones;

public sealed class UpdateMilestoneTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task NamedMembers_Change_TheOthersStay_AndAStaleBaseIsRefused()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var body = new
        {
            name = " Sprint 1 ",
            description = "aim",
            start_date = "2026-02-01",
            end_date = "2026-02-14",
        };
        var added = await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/milestones", body).ReadAsync(201);
        (added.Str("name"), added.Str("state"), added.Int("version")).Should().Be(("Sprint 1", "open", 1));
        var path = $"/api/milestones/{added.Id()}";
        var changed = await user.SendAsync(HttpMethod.Patch, path, new { start_date = (string?)null, version = 1 }).ReadAsync(200);
        (changed.IsNull("start_date"), changed.Str("end_date"), changed.Str("description")).Should().Be((true, "2026-02-14", "aim"));
        await user.SendAsync(HttpMethod.Patch, path, new { name = "x", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        await user.SendAsync(HttpMethod.Patch, path, new { state = "closed" }).ReadAsync(200);
        (await user.SendAsync(HttpMethod.Patch, path, new { state = "open" }).ReadAsync(200)).Str("state").Should().Be("open");
    }

    [Fact]
    public async Task WhatIsNotAllowed_IsNamed()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var path = $"/api/milestones/{(await user.AddMilestoneAsync(project, "Sprint 1")).Id()}";
        await user.AddMilestoneAsync(project, "Sprint 2");
        foreach (
            var (body, error) in new (object Body, string Error)[]
            {
                (new { name = " " }, "/name required"),
                (new { name = new string('x', 101) }, "/name too_long"),
                (new { start_date = "2026-02-02", end_date = "2026-02-01" }, "/end_date order"),
                (new { end_date = "soon" }, "/end_date not_a_date"),
                (new { state = "late" }, "/state not_allowed"),
            }
        )
            (await user.SendAsync(HttpMethod.Patch, path, body).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                .Errors()
                .Should()
                .Equal(error);
        await user.SendAsync(HttpMethod.Patch, path, new { name = "sprint 2" }).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Guest_SeesThem_AndChangesNone()
    {
        var (owner, guest) = (await app.SignUpAsync(), await app.SignUpAsync("Guest", organization: null));
        var project = await owner.CreateProjectAsync();
        await owner.AdmitAsync(guest, "guest", project.Id);
        var milestone = await owner.AddMilestoneAsync(project, "Sprint 1");
        (await guest.GetAsync($"/api/projects/{project.Id}/milestones")).Items().Should().ContainSingle();
        await guest.CloseAsync(milestone).ShouldBeProblemAsync(403, "FORBIDDEN");
    }
}
