using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Jobs;

/// <summary>Recurring work runs on whichever node has a worker, once a tick, and operators see and steer it (ADR 0028).</summary>
public sealed class JobTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task TriggeredJob_Runs_AndItsRecordSaysWhoAskedAndWhatItDid()
    {
        var user = await app.SignUpOperatorAsync();
        await ExpireALockAsync(user);

        var run = await user.RunAsync("expired-locks");

        (run.Str("outcome"), run.Id("triggered_by")).Should().Be(("succeeded", user.Id));
        run.GetProperty("counts").GetProperty("locks").GetInt32().Should().Be(1);
        run.GetProperty("ended_at").GetDateTimeOffset().Should().BeOnOrAfter(run.GetProperty("started_at").GetDateTimeOffset());
        (await user.JobAsync("expired-locks")).GetProperty("last_run").Id().Should().Be(run.Id());
    }

    [Fact]
    public async Task PausedJob_HasNoNextRun_RunsByHand_AndGoesOnWhenResumed()
    {
        var user = await app.SignUpOperatorAsync();
        var paused = await user.AskAsync("old-runs", "pause").ReadAsync(200);
        (paused.GetProperty("paused").GetBoolean(), paused.IsNull("next_run_at")).Should().Be((true, true));
        (await user.RunAsync("old-runs")).Str("outcome").Should().Be("succeeded");
        (await user.JobAsync("old-runs")).GetProperty("paused").GetBoolean().Should().BeTrue("a run by hand resumes nothing");

        var resumed = await user.AskAsync("old-runs", "resume").ReadAsync(200);
        (resumed.GetProperty("paused").GetBoolean(), resumed.IsNull("next_run_at")).Should().Be((false, false));
    }

    [Fact]
    public async Task FailedJob_IsRecordedWithItsError()
    {
        var user = await app.SignUpOperatorAsync();
        await Sql.ScalarAsync(app.ConnectionString, "ALTER TABLE realtime_tickets RENAME TO broken");
        try
        {
            var run = await user.RunAsync("expired-keys");
            run.Str("outcome").Should().Be("failed");
            run.Str("error").Should().Contain("realtime_tickets");
        }
        finally
        {
            await Sql.ScalarAsync(app.ConnectionString, "ALTER TABLE broken RENAME TO realtime_tickets");
        }
    }

    [Fact]
    public async Task NodeWithoutWorkers_SeesAndTriggers_WhatAWorkerRuns()
    {
        var user = await app.SignUpOperatorAsync();
        var api = new TestApp { Database = app.ConnectionString, Roles = "api" };
        await api.InitializeAsync();
        try
        {
            using var there = api.Anonymous();
            there.DefaultRequestHeaders.Authorization = user.Http.DefaultRequestHeaders.Authorization;
            (await there.GetAsync("/api/ops/jobs").ReadAsync(200)).Items().Should().HaveCountGreaterThan(4);
            await there.PostAsync("/api/ops/jobs/old-deliveries/trigger", null).ReadAsync(200);
            await Eventually.BeTrueAsync(
                async () => (await user.RunsAsync("old-deliveries")).Any(r => r.Str("outcome") == "succeeded"),
                TimeSpan.FromSeconds(40),
                "a worker should run it"
            );
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    [Fact]
    public async Task LostNode_LosesItsRun_AndIsReported()
    {
        var user = await app.SignUpOperatorAsync();
        await Sql.ScalarAsync(
            app.ConnectionString,
            """
            INSERT INTO worker_heartbeats (node, beat_at) VALUES ('gone-1', clock_timestamp() - interval '2 minutes');
            INSERT INTO job_runs (id, job, scheduled_at, node) VALUES (gen_random_uuid(), 'elsewhere', '2020-01-01', 'gone-1')
            """
        );
        (await user.RunAsync("lost-nodes")).Items("findings").Select(f => f.GetString()).Should().Contain(f => f!.Contains("gone-1"));
        var outcome = await Sql.ScalarAsync(app.ConnectionString, "SELECT outcome FROM job_runs WHERE node = 'gone-1'");
        outcome.Should().Be("lost");
    }

    [Fact]
    public async Task WhoIsNoOperator_IsRefused_AndUnknownJobsAreNotFound()
    {
        var user = await app.SignUpOperatorAsync();
        await user.AskAsync("no-such-job", "trigger").ShouldBeProblemAsync(404, "NOT_FOUND");
        await user.Http.GetAsync("/api/ops/jobs/no-such-job/runs").ShouldBeProblemAsync(404, "NOT_FOUND");
        var owner = await app.SignUpAsync("Owner");
        await owner.Http.GetAsync("/api/ops/jobs").ShouldBeProblemAsync(403, "FORBIDDEN");
        await owner.AskAsync("old-runs", "pause").ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    private async Task ExpireALockAsync(TestUser user)
    {
        var project = await user.CreateProjectAsync();
        var task = await user.CreateTaskAsync(project, "Locked");
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"""
            SET app.orgs = '{"{" + user.OrganizationId + "}"}';
            INSERT INTO task_locks (organization_id, task_id, user_id, expires_at)
            VALUES ('{user.OrganizationId}', '{task.Id()}', '{user.Id}', clock_timestamp() - interval '1 minute')
            """
        );
    }
}
