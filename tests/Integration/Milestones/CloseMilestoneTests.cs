using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Milestones;

public sealed class CloseMilestoneTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task OpenTasks_RollOver_EachWithOneEnvelope_AndDoneOnesStay()
    {
        var (user, project) = await ProjectAsync();
        var (now, next) = (await user.AddMilestoneAsync(project, "now"), await user.AddMilestoneAsync(project, "next"));
        var (open, started) = (await user.TaskInAsync(project, now), await user.TaskInAsync(project, now, "In Progress"));
        var done = await user.TaskInAsync(project, now, "Done");
        var archived = await user.TaskInAsync(project, now);
        await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{archived.Id()}").ReadAsync(204);
        var head = (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();

        var closed = await user.CloseAsync(now, new { move_to = next.Id() }).ReadAsync(200);

        (closed.Str("state"), closed.Int("open_count"), closed.Int("done_count"), closed.Int("version")).Should().Be(("closed", 0, 1, 2));
        (await user.MilestoneOfAsync(open)).Should().Be(next.Id());
        (await user.MilestoneOfAsync(started)).Should().Be(next.Id());
        (await user.MilestoneOfAsync(done)).Should().Be(now.Id());
        (await user.MilestoneOfAsync(archived)).Should().Be(now.Id());
        var told = (await user.GetAsync($"/api/projects/{project.Id}/changes?after={head}")).Items();
        told.Select(e => (e.Str("type"), e.GetProperty("resource").Id()))
            .Should()
            .BeEquivalentTo([("task.updated", open.Id()), ("task.updated", started.Id()), ("milestone.updated", now.Id())]);
        var listed = (await user.GetAsync($"/api/projects/{project.Id}/milestones")).Items();
        listed.Select(m => (m.Int("open_count"), m.Int("done_count"))).Should().Equal((0, 1), (2, 0));
    }

    [Fact]
    public async Task MoveTo_AbsentKeepsThem_NullTakesThemOut()
    {
        var (user, project) = await ProjectAsync();
        var milestone = await user.AddMilestoneAsync(project, "now");
        var task = await user.TaskInAsync(project, milestone);
        (await user.CloseAsync(milestone).ReadAsync(200)).Int("open_count").Should().Be(1);
        (await user.MilestoneOfAsync(task)).Should().Be(milestone.Id());
        var again = await user.CloseAsync(milestone, new { move_to = (Guid?)null }).ReadAsync(200);
        (again.Int("open_count"), again.Int("version")).Should().Be((0, 2), "it was closed already");
        (await user.MilestoneOfAsync(task)).Should().BeNull();
    }

    [Fact]
    public async Task MoveTo_IsAnotherOpenMilestoneOfTheProject()
    {
        var (user, project) = await ProjectAsync();
        var (milestone, closed) = (await user.AddMilestoneAsync(project, "now"), await user.AddMilestoneAsync(project, "closed"));
        await user.CloseAsync(closed).ReadAsync(200);
        var elsewhere = await user.AddMilestoneAsync(await user.CreateProjectAsync(), "elsewhere");
        foreach (var target in new[] { milestone, closed, elsewhere })
            (await user.CloseAsync(milestone, new { move_to = target.Id() }).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                .Errors()
                .Should()
                .Equal("/move_to unknown_milestone");
    }

    /// <summary>Whoever puts a task into a milestone that is being closed comes before, and it rolls over, or after.</summary>
    [Fact]
    public async Task EditsMeanwhile_LoseNothing()
    {
        var (user, project) = await ProjectAsync();
        var (now, next) = (await user.AddMilestoneAsync(project, "now"), await user.AddMilestoneAsync(project, "next"));
        var tasks = new List<JsonElement>();
        for (var i = 0; i < 12; i++)
            tasks.Add(await user.TaskInAsync(project, now));
        var edits = tasks.Select((t, i) => user.PatchAsync(t, new { title = $"renamed {i}" }).ReadAsync(200)).ToList();
        await Task.WhenAll([.. edits, user.CloseAsync(now, new { move_to = next.Id() }).ReadAsync(200)]);
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = await user.GetAsync($"/api/tasks/{tasks[i].Id()}");
            (task.Str("title"), task.Id("milestone_id"), task.Int("version")).Should().Be(($"renamed {i}", next.Id(), 3));
        }
    }

    /// <summary>Who enters while it is closed comes before, and is moved too, or after, and stays: nobody is refused, stuck or lost.</summary>
    [Fact]
    public async Task TasksThatEnterMeanwhile_AreMovedOrStay()
    {
        var (user, project) = await ProjectAsync();
        var (closing, next) = (await user.AddMilestoneAsync(project, "Sprint 1"), await user.AddMilestoneAsync(project, "Sprint 2"));
        var tasks = new List<JsonElement>();
        for (var i = 0; i < 24; i++)
            tasks.Add(await user.CreateTaskAsync(project, $"t{i}"));

        var entering = tasks.Select(t => user.PatchAsync(t, new { milestone_id = closing.Id() }).ReadAsync(200)).ToList();
        var close = user.CloseAsync(closing, new { move_to = next.Id() }).ReadAsync(200);
        await Task.WhenAll([.. entering, close]);

        var places = new List<Guid?>();
        foreach (var task in tasks)
            places.Add(await user.MilestoneOfAsync(task));
        places.Should().OnlyContain(p => p == closing.Id() || p == next.Id());
        var shown = (await user.GetAsync($"/api/projects/{project.Id}/milestones"))
            .Items()
            .ToDictionary(m => m.Id(), m => m.Int("open_count"));
        shown[closing.Id()].Should().Be(places.Count(p => p == closing.Id()));
        shown[next.Id()].Should().Be(places.Count(p => p == next.Id()));
    }

    private async Task<(TestUser User, TestProject Project)> ProjectAsync()
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateProjectAsync());
    }
}
