using TaskFlow.Infrastructure.Outbox;
using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Jobs;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

/// <summary>Nothing is lost and nothing is told twice, whatever the outbox holds (C-3.2, C-6.1, C-6.2).</summary>
public sealed class FanoutTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task PoisonEvent_IsMovedAsideAfterItsTries_AndHoldsUpNobody()
    {
        var (ann, ben, project) = await TeamAsync();
        var eventId = await PlantAsync(ann, project, """{"assignee_ids": 7}""");
        var task = await ann.CreateTaskAsync(project, "Behind the poison", new { assignee_ids = new[] { ben.Id } });

        await ben.BeToldAsync("assigned task.created");
        var kept = $"SELECT attempts || ' ' || last_error FROM outbox_dead WHERE activity_id = '{eventId}'";
        await Eventually.BeTrueAsync(
            async () => await Sql.ScalarAsync(app.ConnectionString, kept) is { Length: > 0 },
            TimeSpan.FromSeconds(60),
            "the event should be moved aside"
        );
        (await Sql.ScalarAsync(app.ConnectionString, kept)).Should().StartWith($"{PoisonEvents.MostTries} The event has no assignee_ids");
        var channel = (await ann.JourneyAsync(eventId, ben)).Channel("inbox");
        (channel.Str("status"), channel.Int("attempts")).Should().Be(("dead", PoisonEvents.MostTries));
        channel.Str("last_error").Should().Contain("assignee_ids");

        // Whatever made it fail is mended.
        var mended = $$$"""'{"assignee_ids": {"from": [], "to": ["{{{ben.Id}}}"]}}'""";
        await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            $"SET session_replication_role = replica; UPDATE activity SET changes = {mended}, resource_id = '{task.Id()}' WHERE id = '{eventId}'"
        );
        await ben.SendAsync(HttpMethod.Post, "/api/ops/outbox/retry", null).ShouldBeProblemAsync(403, "FORBIDDEN");
        var caretaker = await app.SignUpOperatorAsync();
        (await caretaker.SendAsync(HttpMethod.Post, "/api/ops/outbox/retry", null).ReadAsync(200)).Int("retried").Should().Be(1);
        await Eventually.BeTrueAsync(
            async () =>
                (await ben.ToldAsync()).Order(StringComparer.Ordinal).SequenceEqual(["assigned task.created", "assigned task.updated"]),
            NotificationSteps.Patience,
            "it should be told after all"
        );
        (await caretaker.SendAsync(HttpMethod.Post, "/api/ops/outbox/retry", null).ReadAsync(200)).Int("retried").Should().Be(0);
    }

    [Fact]
    public async Task TroubleOfTheInstallation_IsNoPoison()
    {
        var (ann, ben, project) = await TeamAsync();
        var superuser = PostgresCluster.AsSuperuser(app.ConnectionString);
        await app.RoutedAsync();
        await Sql.ScalarAsync(superuser, "ALTER TABLE notifications RENAME TO notifications_elsewhere");
        try
        {
            await ann.CreateTaskAsync(project, "In the middle of an upgrade", new { assignee_ids = new[] { ben.Id } });
            // Longer than the router waits after a failure.
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            var attempts = $"SELECT attempts FROM outbox WHERE activity_id = '{await ann.LastEventAsync(project)}'";
            (await Sql.ScalarAsync(superuser, attempts)).Should().Be("0", "the event has done nothing");
        }
        finally
        {
            await Sql.ScalarAsync(superuser, "ALTER TABLE notifications_elsewhere RENAME TO notifications");
        }
        await ben.BeToldAsync("assigned task.created");
    }

    [Fact]
    public async Task EventRoutedTwice_IsToldOnce()
    {
        var (ann, ben, project) = await TeamAsync();
        await ann.CreateTaskAsync(project, "Once", new { assignee_ids = new[] { ben.Id } });
        await ben.BeToldAsync("assigned task.created");
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"INSERT INTO outbox (organization_id, activity_id) VALUES ('{ann.OrganizationId}', '{await ann.LastEventAsync(project)}')"
        );
        await app.RoutedAsync();
        (await ben.ToldAsync()).Should().Equal("assigned task.created");
    }

    [Fact]
    public async Task EventOfThousands_ReachesEachOfThemOnce_AndLetsOthersPass()
    {
        const int People = 2 * Fanout.MostPeople + 700;
        var (ann, ben, project) = await TeamAsync();
        var task = await ann.CreateTaskAsync(project, "Followed by all");
        await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            $"""
            WITH people AS (
                INSERT INTO users (id, email, normalized_email, display_name, password_hash, time_zone, locale, is_operator, access_failed_count, created_at)
                SELECT gen_random_uuid(), n || '-{ann.OrganizationId}@example.test', upper(n || '-{ann.OrganizationId}@example.test'), 'P' || n, '', 'UTC', 'en', false, 0, now()
                FROM generate_series(1, {People}) n RETURNING id),
            members AS (
                INSERT INTO memberships (organization_id, user_id, role, project_ids, joined_at)
                SELECT '{ann.OrganizationId}', id, 'member', '{"{}"}', now() FROM people RETURNING user_id)
            INSERT INTO task_watchers (organization_id, task_id, user_id, watches) SELECT '{ann.OrganizationId}', '{task.Id()}', user_id, true FROM members
            """
        );
        await ann.CommentAsync(task, "Hello everybody").ReadAsync(201);
        await ann.CreateTaskAsync(project, "Behind the crowd", new { assignee_ids = new[] { ben.Id } });
        await ben.BeToldAsync("assigned task.created");

        await app.RoutedAsync();
        var told = $"SELECT count(*) || ' ' || count(DISTINCT user_id) FROM notifications WHERE task_id = '{task.Id()}'";
        (await Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), told)).Should().Be($"{People} {People}");
        var passed = $"""
            SELECT (SELECT xmin::text::bigint FROM notifications WHERE user_id = '{ben.Id}')
                < (SELECT max(xmin::text::bigint) FROM notifications WHERE task_id = '{task.Id()}')
            """;
        (await Sql.ScalarAsync(PostgresCluster.AsSuperuser(app.ConnectionString), passed))
            .Should()
            .Be("True", "an earlier transaction told Ben");
    }

    /// <summary>A line of the log that is not as the catalogue says, with its row on the outbox.</summary>
    private async Task<Guid> PlantAsync(TestUser user, TestProject project, string changes)
    {
        var eventId = Guid.CreateVersion7();
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"""
            SET LOCAL app.orgs = '{"{"}{user.OrganizationId}{"}"}';
            INSERT INTO activity (organization_id, project_id, seq, id, type, actor_id, resource_type, resource_id, resource_version, changes, at)
            VALUES ('{user.OrganizationId}', '{project.Id}', 0, '{eventId}', 'task.updated', '{user.Id}', 'task', '{eventId}', 1, '{changes}', now());
            INSERT INTO outbox (organization_id, activity_id) VALUES ('{user.OrganizationId}', '{eventId}')
            """
        );
        return eventId;
    }

    private async Task<(TestUser Ann, TestUser Ben, TestProject Project)> TeamAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        var ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        return (ann, ben, await ann.CreateProjectAsync());
    }
}
