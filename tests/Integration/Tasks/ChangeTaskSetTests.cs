using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>The set verbs commute, never conflict, and repeating one changes nothing.</summary>
public sealed class ChangeTaskSetTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task AddAndRemove_AnswerTheTask_AndRepeatingChangesNothing()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Shared");
        var path = $"/api/tasks/{task.Id()}/assignees/{user.Id}";
        foreach (var _ in new[] { 1, 2 })
        {
            var added = await user.SendAsync(HttpMethod.Post, path).ReadAsync(200);
            added.Items("assignee_ids").Single().GetGuid().Should().Be(user.Id);
            added.Int("version").Should().Be(2);
        }

        foreach (var _ in new[] { 1, 2 })
        {
            var removed = await user.SendAsync(HttpMethod.Delete, path).ReadAsync(200);
            removed.Items("assignee_ids").Should().BeEmpty();
            removed.Int("version").Should().Be(3);
        }
    }

    [Fact]
    public async Task ManyAtOnce_AllArrive()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Popular");
        var labels = new List<Guid>();
        for (var i = 0; i < 16; i++)
            labels.Add(
                (
                    await user.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = $"label {i}" }).ReadAsync(201)
                ).Id()
            );
        await Task.WhenAll(
            labels.Select(l => user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/labels/{l}", new { }).ReadAsync(200))
        );
        var labelled = await user.GetAsync($"/api/tasks/{task.Id()}");
        labelled.Items("label_ids").Select(l => l.GetGuid()).Should().BeEquivalentTo(labels);
        labelled.Int("version").Should().Be(17);
    }

    [Fact]
    public async Task UnknownElement_Is422_AndRemovingItIsNoError()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Alone");
        var nobody = Guid.CreateVersion7();
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/assignees/{nobody}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/labels/{nobody}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        (await user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}/labels/{nobody}").ReadAsync(200)).Int("version").Should().Be(1);
    }

    [Fact]
    public async Task StrangerOfTheOrganization_CannotBeAssigned_AGuestOfTheProjectCan()
    {
        var (owner, guest, stranger) = (
            await app.SignUpAsync(),
            await app.SignUpAsync("Guest", organization: null),
            await app.SignUpAsync("Stranger")
        );
        var (shown, hidden) = (await owner.CreateProjectAsync("SHOWN"), await owner.CreateProjectAsync("HIDDEN"));
        await owner.AdmitAsync(guest, "guest", shown.Id);
        var (inShown, inHidden) = (await owner.CreateTaskAsync(shown, "a"), await owner.CreateTaskAsync(hidden, "b"));
        await owner.SendAsync(HttpMethod.Post, $"/api/tasks/{inShown.Id()}/assignees/{guest.Id}").ReadAsync(200);
        await owner
            .SendAsync(HttpMethod.Post, $"/api/tasks/{inHidden.Id()}/assignees/{guest.Id}")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await owner
            .SendAsync(HttpMethod.Post, $"/api/tasks/{inShown.Id()}/assignees/{stranger.Id}")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }
}
