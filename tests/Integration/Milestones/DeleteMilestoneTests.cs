using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Milestones;

public sealed class DeleteMilestoneTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Tasks_LeaveIt_EachWithARevision_AndNoMergeOrUndoBringsItBack()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var gone = await user.AddMilestoneAsync(project, "gone");
        var task = await user.TaskInAsync(project, gone);
        await user.PatchAsync(task, new { milestone_id = (Guid?)null }).ReadAsync(200);
        await user.PatchAsync(task, new { milestone_id = gone.Id() }).ReadAsync(200);
        foreach (var _ in new[] { 1, 2 })
            await user.SendAsync(HttpMethod.Delete, $"/api/milestones/{gone.Id()}").ReadAsync(204);

        var after = await user.GetAsync($"/api/tasks/{task.Id()}");
        (after.IsNull("milestone_id"), after.Int("version")).Should().Be((true, 4));
        (await user.PatchAsync(task, new { milestone_id = gone.Id() }).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/milestone_id unknown_milestone");
        var untouched = new
        {
            title = "Renamed",
            milestone_id = gone.Id(),
            version = 3,
        };
        (await user.SendAsync(HttpMethod.Put, $"/api/tasks/{task.Id()}", untouched).ReadAsync(200))
            .IsNull("milestone_id")
            .Should()
            .BeTrue();
        (await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/revisions/2/undo").ReadAsync(200))
            .IsNull("milestone_id")
            .Should()
            .BeTrue();
        await user.AddMilestoneAsync(project, "Gone");
    }
}
