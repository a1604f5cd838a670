using System.Globalization;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>The edit lock (S-2.3): it guards the text of a task for five minutes and never blocks anybody forever.</summary>
public sealed class LockTaskTests(TestApp app) : IClassFixture<TestApp>
{
    private sealed record Scene(TestUser Owner, TestUser Ada, TestUser Bob, TestProject Project, JsonElement Task);

    [Fact]
    public async Task Lock_IsALeaseOfFiveMinutes_ShownInTheTask_WithoutEnvelopeOrVersion()
    {
        var (_, ada, bob, project, task) = await SceneAsync();
        var head = await HeadAsync(ada, project);
        var taken = await LockAsync(ada, task).ReadAsync(200);
        taken.Id("user_id").Should().Be(ada.Id);
        (await LeftAsync(taken)).Should().BeInRange(285, 300);

        foreach (var seen in new[] { await ReadAsync(bob, task), await ListedAsync(bob, project), await WrittenAsync(bob, task) })
            seen.GetProperty("lock").ToString().Should().Be(taken.ToString());
        await Task.Delay(20);
        var renewed = await LockAsync(ada, task).ReadAsync(200);
        At(renewed).Should().BeAfter(At(taken));

        foreach (var _ in new[] { 1, 2 })
            await UnlockAsync(ada, task).ReadAsync(204);
        var released = await ReadAsync(bob, task);
        released.IsNull("lock").Should().BeTrue();
        released.Int("version").Should().Be(2, "only the write of another field counts");
        (await HeadAsync(ada, project)).Should().Be(head + 1);
    }

    [Fact]
    public async Task OthersWritesOfText_Are423_AndOtherFieldsPass()
    {
        var (_, ada, bob, _, task) = await SceneAsync();
        var taken = await LockAsync(ada, task).ReadAsync(200);
        var path = $"/api/tasks/{task.Id()}";
        foreach (
            var body in new object[] { new { title = "Mine" }, new { description = "Mine" }, new { title = "Mine", priority = "high" } }
        )
        {
            var problem = await bob.SendAsync(HttpMethod.Patch, path, body).ShouldBeProblemAsync(423, "TASK_LOCKED");
            problem.GetProperty("details").Id("locked_by").Should().Be(ada.Id);
            problem.GetProperty("details").Str("expires_at").Should().Be(taken.Str("expires_at"));
        }

        await bob.SendAsync(HttpMethod.Put, path, new { title = "Mine", version = 1 }).ShouldBeProblemAsync(423, "TASK_LOCKED");
        var bulk = new { task_ids = new[] { task.Id() }, patch = new { title = "Mine" } };
        var outcome = await bob.SendAsync(HttpMethod.Post, "/api/tasks/bulk", bulk).ReadAsync(200);
        outcome.Items().Single().Int("status").Should().Be(423);
        (await ada.SendAsync(HttpMethod.Post, "/api/tasks/bulk", bulk).ReadAsync(200)).Items().Single().Int("status").Should().Be(200);
        await bob.SendAsync(HttpMethod.Post, $"{path}/revisions/2/undo").ShouldBeProblemAsync(423, "TASK_LOCKED");
        await ada.SendAsync(HttpMethod.Post, $"{path}/revisions/2/undo").ReadAsync(200);
        await bob.SendAsync(
                HttpMethod.Put,
                path,
                new
                {
                    title = "Guarded",
                    due_date = "2026-12-01",
                    version = 1,
                }
            )
            .ReadAsync(200);
        await bob.PatchAsync(task, new { priority = "low" }).ReadAsync(200);
        var move = new { status_id = task.Id("status_id") };
        await bob.SendAsync(HttpMethod.Post, $"{path}/move", move).ReadAsync(200);
        await bob.SendAsync(HttpMethod.Post, $"{path}/comments", new { body = "Go on." }).ReadAsync(201);
        (await ada.PatchAsync(task, new { title = "The holder writes" }).ReadAsync(200)).Str("title").Should().Be("The holder writes");
        await UnlockAsync(ada, task).ReadAsync(204);
        (await bob.PatchAsync(task, new { title = "Free again" }).ReadAsync(200)).Str("title").Should().Be("Free again");
    }

    [Fact]
    public async Task AnotherHolder_Is423_ButForAnAdminWhoSaysSo()
    {
        var (owner, ada, bob, _, task) = await SceneAsync();
        await LockAsync(ada, task).ReadAsync(200);
        foreach (var query in new[] { "", "?override=true", "?override=false" })
        {
            await LockAsync(bob, task, query).ShouldBeProblemAsync(423, "TASK_LOCKED");
            await UnlockAsync(bob, task, query).ShouldBeProblemAsync(423, "TASK_LOCKED");
            await WriteAsync(bob, task, query).ShouldBeProblemAsync(423, "TASK_LOCKED");
        }

        await LockAsync(owner, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        await UnlockAsync(owner, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        await WriteAsync(owner, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        var written = await WriteAsync(owner, task, "?override=true").ReadAsync(200);
        written.GetProperty("lock").Id("user_id").Should().Be(ada.Id, "writing past it does not end it");
        (await LockAsync(owner, task, "?override=true").ReadAsync(200)).Id("user_id").Should().Be(owner.Id);
        await WriteAsync(ada, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        await LockAsync(bob, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        await UnlockAsync(owner, task, "?override=true").ReadAsync(204);
        await LockAsync(bob, task).ReadAsync(200);
        await UnlockAsync(owner, task, "?override=true").ReadAsync(204);
        (await ReadAsync(ada, task)).IsNull("lock").Should().BeTrue();
        await LockAsync(owner, task, "?override=perhaps").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    /// <summary>The holder's machine is gone: what is left is the row, and time passes by the database's clock.</summary>
    [Fact]
    public async Task ExpiredLock_BlocksNobody_AndIsTakenOver()
    {
        var (owner, ada, bob, _, task) = await SceneAsync();
        await LockAsync(ada, task).ReadAsync(200);
        await ExpireAsync(owner, task);
        (await ReadAsync(bob, task)).IsNull("lock").Should().BeTrue();
        (await WriteAsync(bob, task).ReadAsync(200)).IsNull("lock").Should().BeTrue();
        await UnlockAsync(bob, task).ReadAsync(204);
        await LockAsync(ada, task).ReadAsync(200);
        await ExpireAsync(owner, task);
        (await LockAsync(bob, task).ReadAsync(200)).Id("user_id").Should().Be(bob.Id);
        await LockAsync(ada, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
        await WriteAsync(ada, task).ShouldBeProblemAsync(423, "TASK_LOCKED");
    }

    [Fact]
    public async Task ManyAtOnce_OneTakesIt()
    {
        var (owner, ada, bob, _, task) = await SceneAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 15)
                .Select(i =>
                    (i % 3) switch
                    {
                        0 => owner,
                        1 => ada,
                        _ => bob,
                    }
                )
                .Select(u => LockAsync(u, task))
        );
        var holders = new List<Guid>();
        foreach (var answer in answers.Where(a => (int)a.StatusCode == 200))
            holders.Add((await answer.ReadAsync(200)).Id("user_id"));
        holders.Distinct().Should().ContainSingle();
        answers.Select(a => (int)a.StatusCode).Should().OnlyContain(s => s == 200 || s == 423);
        answers.Should().Contain(a => (int)a.StatusCode == 423);
    }

    /// <summary>Whoever was told that the lock is theirs finds no later write of somebody else in the text.</summary>
    [Fact]
    public async Task WritesOnTheirWay_AreBeforeTheLockOrRefused()
    {
        var (_, ada, bob, _, task) = await SceneAsync();
        for (var round = 0; round < 10; round++)
        {
            var writes = Enumerable.Range(0, 8).Select(i => bob.PatchAsync(task, new { title = $"Round {round}, write {i}" })).ToList();
            await LockAsync(ada, task).ReadAsync(200);
            var then = (await ReadAsync(ada, task)).Str("title");
            await Task.WhenAll(writes);
            (await ReadAsync(ada, task)).Str("title").Should().Be(then);
            await UnlockAsync(ada, task).ReadAsync(204);
        }
    }

    [Fact]
    public async Task GuestsDoNotLock_AndAnArchivedTaskIsOnlyReleased()
    {
        var (owner, ada, _, project, task) = await SceneAsync();
        var guest = await app.SignUpAsync("Guest", organization: null);
        await owner.AdmitAsync(guest, "guest", project.Id);
        await LockAsync(guest, task).ShouldBeProblemAsync(403, "FORBIDDEN");
        await LockAsync(ada, task).ReadAsync(200);
        await ada.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}").ReadAsync(204);
        await LockAsync(ada, task).ShouldBeProblemAsync(409, "INVALID_STATE");
        await UnlockAsync(ada, task).ReadAsync(204);
    }

    private async Task<Scene> SceneAsync()
    {
        var (owner, ada, bob) = (
            await app.SignUpAsync("Owner"),
            await app.SignUpAsync("Ada", organization: null),
            await app.SignUpAsync("Bob", organization: null)
        );
        await owner.AdmitAsync(ada, "member");
        await owner.AdmitAsync(bob, "member");
        var project = await owner.CreateProjectAsync();
        return new Scene(owner, ada, bob, project, await owner.CreateTaskAsync(project, "Guarded"));
    }

    private static Task<HttpResponseMessage> LockAsync(TestUser user, JsonElement task, string query = "") =>
        user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/lock{query}");

    private static Task<HttpResponseMessage> UnlockAsync(TestUser user, JsonElement task, string query = "") =>
        user.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}/lock{query}");

    private static Task<HttpResponseMessage> WriteAsync(TestUser user, JsonElement task, string query = "") =>
        user.SendAsync(HttpMethod.Patch, $"/api/tasks/{task.Id()}{query}", new { title = $"By {user.Email}" });

    private static Task<JsonElement> ReadAsync(TestUser user, JsonElement task) => user.GetAsync($"/api/tasks/{task.Id()}");

    private static async Task<JsonElement> ListedAsync(TestUser user, TestProject project) =>
        (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items().Single();

    private static Task<JsonElement> WrittenAsync(TestUser user, JsonElement task) =>
        user.PatchAsync(task, new { estimate = 3 }).ReadAsync(200);

    private static async Task<long> HeadAsync(TestUser user, TestProject project) =>
        (await user.GetAsync($"/api/projects/{project.Id}/changes?after=0")).GetProperty("head").GetInt64();

    private static DateTimeOffset At(JsonElement held) => DateTimeOffset.Parse(held.Str("expires_at")!, CultureInfo.InvariantCulture);

    /// <summary>Seconds by the database's clock.</summary>
    private async Task<double> LeftAsync(JsonElement held)
    {
        var left = $"SELECT extract(epoch FROM '{held.Str("expires_at")}'::timestamptz - clock_timestamp())::text";
        return double.Parse((await Sql.ScalarAsync(app.ConnectionString, left))!, CultureInfo.InvariantCulture);
    }

    private Task ExpireAsync(TestUser owner, JsonElement task) =>
        Sql.ScalarAsync(
            app.ConnectionString,
            $$"""
            SET app.orgs = '{{{owner.OrganizationId}}}';
            UPDATE task_locks SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE task_id = '{{task.Id()}}' RETURNING 1
            """
        );
}
