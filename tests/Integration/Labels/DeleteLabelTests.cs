using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Labels;

public sealed class DeleteLabelTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Tasks_LoseIt_EachWithARevision_AndNoMergeBringsItBack()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var labels = $"/api/projects/{project.Id}/labels";
        var (gone, kept) = (
            (await user.SendAsync(HttpMethod.Post, labels, new { name = "gone" }).ReadAsync(201)).Id(),
            (await user.SendAsync(HttpMethod.Post, labels, new { name = "kept" }).ReadAsync(201)).Id()
        );
        var task = await user.CreateTaskAsync(project, "Labelled", new { label_ids = new[] { gone, kept } });
        foreach (var _ in new[] { 1, 2 })
            await user.SendAsync(HttpMethod.Delete, $"/api/labels/{gone}").ReadAsync(204);

        var after = await user.GetAsync($"/api/tasks/{task.Id()}");
        after.Items("label_ids").Select(l => l.GetGuid()).Should().Equal(kept);
        after.Int("version").Should().Be(2);
        (await user.GetAsync(labels)).Items().Select(l => l.Id()).Should().Equal(kept);
        await user.PatchAsync(task, new { label_ids = new[] { gone, kept } }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        var stale = await user.SendAsync(
                HttpMethod.Put,
                $"/api/tasks/{task.Id()}",
                new
                {
                    title = "Renamed",
                    label_ids = new[] { gone, kept },
                    version = 1,
                }
            )
            .ReadAsync(200);
        stale.Items("label_ids").Select(l => l.GetGuid()).Should().Equal([kept], "this client did not touch the labels");
        (await user.SendAsync(HttpMethod.Post, labels, new { name = "Gone" }).ReadAsync(201))
            .Str("name")
            .Should()
            .Be("Gone", "the name is free again");
    }

    [Fact]
    public async Task NameInAnyCase_IsTakenOnce()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var labels = $"/api/projects/{project.Id}/labels";
        await user.SendAsync(HttpMethod.Post, labels, new { name = "Bug" }).ReadAsync(201);
        await user.SendAsync(HttpMethod.Post, labels, new { name = " bug " }).ShouldBeProblemAsync(409, "ALREADY_EXISTS");
        await user.SendAsync(HttpMethod.Post, labels, new { name = "x", color = "red" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await user.SendAsync(HttpMethod.Post, labels, new { name = new string('x', 51) }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }
}
