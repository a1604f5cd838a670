using System.Net;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>Subtasks make a tree of at most five levels, whoever changes parents at once.</summary>
public sealed class SubtaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Cycle_IsRefused_HoweverLong()
    {
        var (user, project) = await ProjectAsync();
        var chain = await ChainAsync(user, project, 3);
        foreach (var parent in chain)
            (await SetParentAsync(user, chain[0], parent).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
                .Errors()
                .Should()
                .Equal("/parent_id cycle");
        (await user.GetAsync($"/api/tasks/{chain[0].Id()}")).Int("version").Should().Be(1);
        await SetParentAsync(user, chain[1], null).ReadAsync(200);
        (await SetParentAsync(user, chain[0], chain[2]).ReadAsync(200)).Id("parent_id").Should().Be(chain[2].Id());
    }

    [Fact]
    public async Task SixthLevel_IsRefused_AboveAndBelow()
    {
        var (user, project) = await ProjectAsync();
        var chain = await ChainAsync(user, project, 5);
        var sixth = new { title = "sixth", parent_id = chain[4].Id() };
        (await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", sixth).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/parent_id too_deep");
        var root = await user.CreateTaskAsync(project, "a level above");
        (await SetParentAsync(user, chain[0], root).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/parent_id too_deep");
        await SetParentAsync(user, chain[1], root).ReadAsync(200);
        (await user.GetAsync($"/api/tasks/{root.Id()}")).Int("subtask_count").Should().Be(1);
        (await user.GetAsync($"/api/tasks/{chain[0].Id()}")).Int("subtask_count").Should().Be(0);
    }

    [Fact]
    public async Task ParentOfAnotherProject_IsUnknown()
    {
        var (user, project) = await ProjectAsync();
        var (task, elsewhere) = (
            await user.CreateTaskAsync(project, "here"),
            await user.CreateTaskAsync(await user.CreateProjectAsync(), "there")
        );
        (await SetParentAsync(user, task, elsewhere).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/parent_id unknown_task");
    }

    [Fact]
    public async Task Put_WithAnUntouchedParent_DoesNotJudgeIt_AndJudgesANewOne()
    {
        var (user, project) = await ProjectAsync();
        var chain = await ChainAsync(user, project, 2);
        var kept = new
        {
            title = "renamed",
            parent_id = chain[0].Id(),
            version = 1,
        };
        await user.SendAsync(HttpMethod.Put, $"/api/tasks/{chain[1].Id()}", kept).ReadAsync(200);
        var circular = new { parent_id = chain[1].Id(), version = 1 };
        (await user.SendAsync(HttpMethod.Put, $"/api/tasks/{chain[0].Id()}", circular).ShouldBeProblemAsync(422, "VALIDATION_FAILED"))
            .Errors()
            .Should()
            .Equal("/parent_id cycle");
    }

    [Fact]
    public async Task Bulk_RefusesWhatWouldBeACircle_AndMovesTheOthers()
    {
        var (user, project) = await ProjectAsync();
        var chain = await ChainAsync(user, project, 2);
        var other = await user.CreateTaskAsync(project, "other");
        var body = new { task_ids = new[] { chain[0].Id(), other.Id() }, patch = new { parent_id = chain[1].Id() } };
        var items = (await user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", body).ReadAsync(200)).Items();
        items.Select(i => i.Int("status")).Should().Equal(422, 200);
        items[0].GetProperty("error").Errors().Should().Equal("/parent_id cycle");
        (await user.GetAsync($"/api/tasks/{other.Id()}")).Id("parent_id").Should().Be(chain[1].Id());
    }

    [Fact]
    public async Task Undo_BringsTheParentBack_UnlessItStandsBelowByNow()
    {
        var (user, project) = await ProjectAsync();
        var chain = await ChainAsync(user, project, 2);
        await SetParentAsync(user, chain[1], null).ReadAsync(200);
        (await UndoAsync().ReadAsync(200)).Id("parent_id").Should().Be(chain[0].Id());
        await SetParentAsync(user, chain[1], null).ReadAsync(200);
        await SetParentAsync(user, chain[0], chain[1]).ReadAsync(200);
        await UndoAsync(version: 4).ShouldBeProblemAsync(409, "INVALID_STATE");

        Task<HttpResponseMessage> UndoAsync(int version = 2) =>
            user.SendAsync(HttpMethod.Post, $"/api/tasks/{chain[1].Id()}/revisions/{version}/undo");
    }

    [Fact]
    public async Task TwoWhoMakeEachOthersParentAtOnce_OneIsRefused()
    {
        var (user, project) = await ProjectAsync();
        for (var round = 0; round < 25; round++)
        {
            var (a, b) = (await user.CreateTaskAsync(project, "a"), await user.CreateTaskAsync(project, "b"));
            var bulk = new { task_ids = new[] { b.Id() }, patch = new { parent_id = a.Id() } };
            var answers = await Task.WhenAll(
                SetParentAsync(user, a, b),
                round % 2 == 0 ? SetParentAsync(user, b, a) : user.SendAsync(HttpMethod.Post, "/api/tasks/bulk", bulk)
            );
            var parents = new[] { a, b }.Select(async t => (await user.GetAsync($"/api/tasks/{t.Id()}")).IsNull("parent_id") ? 0 : 1);
            (await Task.WhenAll(parents)).Sum().Should().Be(1, $"round {round} is no circle");
            answers.Should().OnlyContain(r => r.StatusCode == HttpStatusCode.OK || r.StatusCode == HttpStatusCode.UnprocessableEntity);
        }
    }

    /// <summary>One hangs a task below a leaf, the other hangs the leaf's root below something: each is fine, together they are too deep.</summary>
    [Fact]
    public async Task TwoWhoDeepenATreeAtOnce_NeverPassFiveLevels()
    {
        var (user, project) = await ProjectAsync();
        for (var round = 0; round < 10; round++)
        {
            var chain = await ChainAsync(user, project, 4);
            var (above, below) = (await user.CreateTaskAsync(project, "above"), await user.CreateTaskAsync(project, "below"));
            var answers = await Task.WhenAll(SetParentAsync(user, chain[0], above), SetParentAsync(user, below, chain[3]));
            answers.Select(r => (int)r.StatusCode).Should().BeEquivalentTo([200, 422]);
        }
    }

    private async Task<(TestUser User, TestProject Project)> ProjectAsync()
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateProjectAsync());
    }

    /// <summary>From the root down, each the parent of the next.</summary>
    private static async Task<List<JsonElement>> ChainAsync(TestUser user, TestProject project, int levels)
    {
        var chain = new List<JsonElement> { await user.CreateTaskAsync(project, "level 1") };
        while (chain.Count < levels)
            chain.Add(await user.CreateTaskAsync(project, $"level {chain.Count + 1}", new { parent_id = chain[^1].Id() }));
        return chain;
    }

    private static Task<HttpResponseMessage> SetParentAsync(TestUser user, JsonElement task, JsonElement? parent) =>
        user.PatchAsync(task, new { parent_id = parent?.Id() });
}
