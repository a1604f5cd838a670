using Npgsql;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Support;
using TaskFlow.Workers.Jobs;
using TaskFlow.Workers.Reconciliation;

namespace TaskFlow.Integration.Jobs;

/// <summary>Each check finds the defect that is planted for it, and nothing in what is sound (C-6.7).</summary>
public sealed class ReconciliationTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LostEvents LostEventsAtOnce = new() { Grace = TimeSpan.Zero };

    [Fact]
    public async Task SoundOrganization_HasNoFindings()
    {
        var (owner, project) = await StartAsync();
        var task = await owner.CreateTaskAsync(
            project,
            "Sound",
            new
            {
                priority = "high",
                due_date = "2030-01-31",
                estimate = 2.5,
            }
        );
        await owner
            .PatchAsync(
                task,
                new
                {
                    title = "Sounder",
                    due_date = (string?)null,
                    version = 1,
                }
            )
            .ReadAsync(200);
        await app.RoutedAsync();

        var found = await CheckAsync(owner, LostEventsAtOnce, new InboxLines(), new LogGaps(), new FoldedTasks(), new StuckDeliveries());

        found.Findings.Should().BeEmpty();
        (found.Counts["tasks"], found.Counts["logs"]).Should().Be((1, 1));
        found.Counts["events"].Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task LostEvent_IsFound_PutBack_AndThePersonIsTold()
    {
        var (owner, project) = await StartAsync();
        var ben = await app.SignUpAsync("Ben", organization: null);
        await owner.AdmitAsync(ben, "member");
        await owner.CreateTaskAsync(project, "Yours", new { assignee_ids = new[] { ben.Id } });
        await ben.BeToldAsync("assigned task.created");
        await app.RoutedAsync();
        await PlantAsync(owner, "DELETE FROM notifications; DELETE FROM deliveries");

        var found = await CheckAsync(owner, LostEventsAtOnce);

        found.Findings.Should().ContainSingle().Which.Should().Contain("put back");
        found.Counts["repaired"].Should().Be(1);
        await ben.BeToldAsync("assigned task.created");
        (await CheckAsync(owner, LostEventsAtOnce)).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task LineMissingInAnInbox_IsFound_AndWritten()
    {
        var (owner, project) = await StartAsync();
        var ben = await app.SignUpAsync("Ben", organization: null);
        await owner.AdmitAsync(ben, "member");
        await owner.CreateTaskAsync(project, "Yours", new { assignee_ids = new[] { ben.Id } });
        await ben.BeToldAsync("assigned task.created");
        await PlantAsync(owner, "DELETE FROM notifications");

        var found = await CheckAsync(owner, new InboxLines());

        found.Findings.Should().ContainSingle().Which.Should().Contain(ben.Id.ToString());
        await ben.BeToldAsync("assigned task.created");
        (await CheckAsync(owner, new InboxLines())).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("UPDATE project_feeds SET head = head + 1")]
    [InlineData("DELETE FROM activity WHERE seq = 2")]
    public async Task HoleInTheLog_IsFound(string defect)
    {
        var (owner, project) = await StartAsync();
        await owner.CreateTaskAsync(project, "One");
        await owner.CreateTaskAsync(project, "Two");
        await PlantAsync(owner, defect);
        (await CheckAsync(owner, new LogGaps())).Findings.Should().ContainSingle().Which.Should().Contain(project.Id.ToString());
    }

    [Theory]
    [InlineData("title", "'Smuggled'")]
    [InlineData("version", "version + 1")]
    public async Task RowThatTheLogDoesNotSay_IsFound(string column, string value)
    {
        var (owner, project) = await StartAsync();
        var task = await owner.CreateTaskAsync(project, "Logged");
        await PlantAsync(owner, $"UPDATE tasks SET {column} = {value} WHERE id = '{task.Id()}'");
        (await CheckAsync(owner, new FoldedTasks())).Findings.Should().ContainSingle().Which.Should().Contain($"{task.Id()} {column}");
    }

    [Fact]
    public async Task DeliveryThatNobodySettles_IsFound()
    {
        var (owner, project) = await StartAsync();
        foreach (var (status, column, age) in new[] { ("leased", "leased_until", "20 minutes"), ("pending", "next_attempt_at", "2 hours") })
            await PlantAsync(
                owner,
                $"""
                INSERT INTO deliveries (organization_id, id, project_id, activity_id, channel, user_id, status, committed_at, {column})
                VALUES ('{owner.OrganizationId}', gen_random_uuid(), '{project.Id}', gen_random_uuid(), 'inbox', '{owner.Id}', '{status}',
                        clock_timestamp(), clock_timestamp() - interval '{age}')
                """
            );
        (await CheckAsync(owner, new StuckDeliveries())).Findings.Should().HaveCount(2);
    }

    [Fact]
    public async Task Job_GoesThroughAllOrganizations_AndItsRecordShowsWhatItFound()
    {
        var owner = await app.SignUpOperatorAsync();
        var project = await owner.CreateProjectAsync();
        var task = await owner.CreateTaskAsync(project, "Logged");
        await PlantAsync(owner, $"UPDATE tasks SET priority = 'urgent' WHERE id = '{task.Id()}'");
        var run = await owner.RunAsync("reconciliation");
        run.Str("outcome").Should().Be("succeeded");
        run.Strings("findings").Should().Contain(f => f.Contains($"{task.Id()} priority"));
        run.GetProperty("counts").GetProperty("organizations").GetInt32().Should().BePositive();
    }

    private async Task<(TestUser Owner, TestProject Project)> StartAsync()
    {
        var owner = await app.SignUpAsync("Owner");
        return (owner, await owner.CreateProjectAsync());
    }

    private async Task<JobReport> CheckAsync(TestUser owner, params ICheck[] checks)
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var findings = new Findings();
        var job = new Reconcile(database, new OrganizationRound(database, TimeProvider.System), TimeSpan.FromHours(1));
        await job.CheckAsync(checks, owner.OrganizationId, findings, default);
        return findings.Report();
    }

    /// <summary>As no use case would, behind the application's back.</summary>
    private Task PlantAsync(TestUser owner, string sql) =>
        Sql.ScalarAsync(app.ConnectionString, $"SET app.orgs = '{"{" + owner.OrganizationId + "}"}'; {sql}");
}
