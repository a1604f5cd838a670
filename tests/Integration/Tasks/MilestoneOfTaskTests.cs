using TaskFlow.Integration.Milestones;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>The milestone is a field of a task like any other: patched, merged, told, undone, filtered.</summary>
public sealed class MilestoneOfTaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Milestone_MergesConflictsAndIsUndone()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var (one, two) = (await user.AddMilestoneAsync(project, "one"), await user.AddMilestoneAsync(project, "two"));
        var task = await user.CreateTaskAsync(project, "Task");
        await user.PatchAsync(task, new { milestone_id = one.Id() }).ReadAsync(200);
        var conflict = await user.PatchAsync(task, new { milestone_id = two.Id(), version = 1 })
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        conflict.GetProperty("details").GetProperty("fields").GetProperty("milestone_id").Id("theirs").Should().Be(one.Id());
        await user.PatchAsync(task, new { title = "Renamed", version = 1 }).ReadAsync(200);
        (await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/revisions/2/undo").ReadAsync(200))
            .IsNull("milestone_id")
            .Should()
            .BeTrue();
    }

    [Fact]
    public async Task MilestoneOfAnotherProject_IsUnknown_AloneAndInBulk()
    {
        var user = await app.SignUpAsync();
        var (here, there) = (await user.CreateProjectAsync(), await user.CreateProjectAsync());
        var milestone = await user.AddMilestoneAsync(there, "there");
        var (near, far) = (await user.CreateTaskAsync(here, "near"), await user.CreateTaskAsync(there, "far"));
        var patch = new { milestone_id = milestone.Id() };
        (await user.PatchAsync(near, patch).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/milestone_id unknown_milestone");
        var body = new { task_ids = new[] { near.Id(), far.Id() }, patch };
        var items = (await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body).ReadAsync(200)).Items();
        items.Select(i => i.Int("status")).Should().Equal(422, 200);
        (await user.MilestoneOfAsync(far)).Should().Be(milestone.Id());
    }

    [Fact]
    public async Task Lists_AreNarrowedByIt()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var milestone = await user.AddMilestoneAsync(project, "Release 2");
        var (inside, outside) = (await user.TaskInAsync(project, milestone), await user.CreateTaskAsync(project, "outside"));
        foreach (
            var (query, found) in new[]
            {
                ($"milestone_id={milestone.Id()}", inside),
                ("filter=milestone:%22release%202%22", inside),
                ("filter=milestone:none", outside),
            }
        )
            (await user.GetAsync($"/api/projects/{project.Id}/tasks?{query}"))
                .Items()
                .Select(t => t.Id())
                .Should()
                .Equal([found.Id()], query);
        await user.SendAsync(HttpMethod.Get, $"/api/projects/{project.Id}/tasks?filter=milestone:nowhere")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }
}
