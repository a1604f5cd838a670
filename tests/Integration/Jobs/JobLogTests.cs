using Npgsql;
using TaskFlow.Domain.Jobs;
using TaskFlow.Infrastructure.Jobs;
using TaskFlow.Integration.Support;
using TaskFlow.Workers.Deliveries;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Integration.Jobs;

/// <summary>The scheduler may call twice: the row of the tick decides (settled choice 4 of reliability.md).</summary>
public sealed class JobLogTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly DateTimeOffset tick = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task OneTick_IsBegunOnce_WhoeverCalls()
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var calls = Enumerable.Range(0, 8).Select(_ => new JobLog(database, new WorkerNode()).BeginAsync("once", tick, null, default));
        (await Task.WhenAll(calls)).Count(run => run is not null).Should().Be(1);
    }

    [Fact]
    public async Task RunThatCountsAsRunning_WhenTheNextBegins_WasLost_AndEndsNothing()
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var log = new JobLog(database, new WorkerNode());
        var first = await log.BeginAsync("late", tick, null, default);
        var second = await log.BeginAsync("late", tick.AddMinutes(1), null, default);
        await log.EndAsync(first!.Value, JobOutcome.Succeeded, JobReport.Of("rows", 1), null, default);
        await log.EndAsync(second!.Value, JobOutcome.Failed, null, "why", default);
        var outcomes = await Sql.ScalarAsync(
            app.ConnectionString,
            "SELECT string_agg(outcome || coalesce(':' || error, ''), ',' ORDER BY scheduled_at) FROM job_runs WHERE job = 'late'"
        );
        outcomes.Should().Be("lost,failed:why");
    }

    [Fact]
    public async Task OldDeliveries_GoAfterThirtyDays_ButNotTheDead()
    {
        var organization = (await app.SignUpAsync()).OrganizationId;
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"""
            SET app.worker = 'on'; SET app.orgs = '{"{}"}';
            INSERT INTO deliveries (organization_id, id, project_id, activity_id, channel, user_id, status, committed_at)
            SELECT '{organization}',
                   (lpad(to_hex((extract(epoch FROM clock_timestamp() - days * interval '1 day') * 1000)::bigint), 12, '0')
                    || '7000800000000000000' || days % 10)::uuid,
                   gen_random_uuid(), gen_random_uuid(), 'email', gen_random_uuid(), status, clock_timestamp()
            FROM (VALUES (29, 'delivered'), (31, 'delivered'), (32, 'dead')) AS d (days, status)
            """
        );
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var report = await new OldDeliveries(database).RunAsync(default);
        report.Counts["deliveries"].Should().Be(1);
        var left = await Sql.ScalarAsync(
            app.ConnectionString,
            $"SET app.worker = 'on'; SET app.orgs = '{"{}"}'; SELECT string_agg(status, ',' ORDER BY id) FROM deliveries WHERE organization_id = '{organization}'"
        );
        left.Should().Be("dead,delivered");
    }
}
