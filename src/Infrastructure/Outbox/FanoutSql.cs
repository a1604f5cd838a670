using Npgsql;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Deliveries;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Outbox;

/// <summary>The statements of one fan-out, each over the whole batch: their number does not grow with events or people.</summary>
internal static class FanoutSql
{
    /// <summary>The channels that lead out of the installation.</summary>
    public static readonly DeliveryChannel[] Outward = [DeliveryChannel.Email, DeliveryChannel.Slack, DeliveryChannel.Webhook];

    /// <summary>Rows are claimed by their locks: a cursor over ids would skip what commits late (C-6.1).</summary>
    public const string Claim = """
        SELECT id, organization_id, activity_id, reached FROM outbox
        WHERE next_attempt_at <= clock_timestamp() AND ($2::bigint IS NULL OR id = $2)
        ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    public const string Tenancy = "SELECT set_config('app.orgs', $1, true)";

    public const string Events = """
        SELECT o.id, o.reached, a.id, a.organization_id, a.project_id, a.actor_id, a.at, a.traceparent, a.type, a.resource_id, a.changes, a.data
        FROM unnest($1::bigint[], $2::uuid[], $3::uuid[]) AS o (id, activity_id, reached)
        JOIN activity a ON a.id = o.activity_id
        ORDER BY o.id
        """;

    /// <summary>What is connected to the organizations of the batch: a handful each.</summary>
    public const string Systems = """
        SELECT organization_id, id, kind, project_ids, event_types FROM integrations
        WHERE organization_id = ANY ($1) AND enabled AND deleted_at IS NULL AND kind IN ('webhook', 'slack', 'sendgrid')
        """;

    /// <summary>
    /// Named people and watchers with their preferences; of several reasons the most personal. Who may not see the project now, and who did it, is
    /// not among them. In the order of events and people, so that a fan-out that is cut off knows where to go on.
    /// </summary>
    public const string People = """
        WITH e AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::boolean[])
                AS e (outbox_id, organization_id, project_id, task_id, actor_id, reached, tells_watchers)),
        concerned AS (
            SELECT * FROM unnest($8::bigint[], $9::uuid[], $10::int[]) AS named (outbox_id, user_id, reason)
            UNION ALL
            SELECT e.outbox_id, w.user_id, $11
            FROM e CROSS JOIN LATERAL (
                SELECT d.user_id FROM task_watchers d
                WHERE d.organization_id = e.organization_id AND d.task_id = e.task_id AND d.watches
                UNION
                SELECT i.user_id FROM (
                    SELECT unnest(t.created_by || t.assignee_ids) AS user_id FROM tasks t
                    WHERE t.organization_id = e.organization_id AND t.id = e.task_id
                    UNION
                    SELECT c.author_id FROM comments c
                    WHERE c.organization_id = e.organization_id AND c.task_id = e.task_id AND c.deleted_at IS NULL) i
                WHERE NOT EXISTS (
                    SELECT FROM task_watchers d
                    WHERE d.organization_id = e.organization_id AND d.task_id = e.task_id AND d.user_id = i.user_id)) w
            WHERE e.tells_watchers),
        first AS (SELECT outbox_id, user_id, min(reason) AS reason FROM concerned GROUP BY outbox_id, user_id)
        SELECT f.outbox_id, f.user_id, f.reason, p.inbox, p.email
        FROM first f
        JOIN e ON e.outbox_id = f.outbox_id
        JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = f.user_id AND m.ended_at IS NULL
            AND (m.role <> 'guest' OR e.project_id = ANY (m.project_ids))
        LEFT JOIN notification_preferences p ON p.user_id = f.user_id AND p.reason = ($12::text[])[f.reason + 1]
        WHERE f.user_id <> e.actor_id AND (e.reached IS NULL OR f.user_id > e.reached)
        ORDER BY f.outbox_id, f.user_id
        LIMIT $13
        """;

    private const string Notifications = """
        INSERT INTO notifications (organization_id, id, project_id, task_id, user_id, activity_id, reason, at)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[])
        ON CONFLICT DO NOTHING
        """;

    private const string Deliveries = """
        INSERT INTO deliveries (organization_id, id, project_id, activity_id, channel, user_id, integration_id, reason, status, suppressed_by,
                                traceparent, committed_at, lane, delivered_at, next_attempt_at, turn_at)
        SELECT o, i, p, a, c, u, g, r, s, b, t, at, l, CASE WHEN s = 'delivered' THEN clock_timestamp() END,
               CASE WHEN s = 'pending' THEN clock_timestamp() END,
               CASE WHEN s = 'pending' THEN clock_timestamp() + CASE WHEN r IN ('watching', 'due') THEN interval '60 seconds' ELSE interval '0' END END
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[],
                    $11::text[], $12::timestamptz[], $13::text[]) AS d (o, i, p, a, c, u, g, r, s, b, t, at, l)
        ON CONFLICT DO NOTHING
        """;

    private const string Done = "DELETE FROM outbox WHERE id = ANY ($1)";

    /// <summary>Behind the others: an event that concerns tens of thousands lets those of everybody else pass between its parts.</summary>
    private const string GoOn =
        "UPDATE outbox SET reached = $2, next_attempt_at = clock_timestamp() + interval '100 milliseconds' WHERE id = $1";

    public static void AddPeople(NpgsqlBatch batch, IReadOnlyList<RoutedEvent> events, int limit)
    {
        var named = events.SelectMany(e =>
            e.Concern!.Assigned.Select(user => (e.OutboxId, user, NotificationReason.Assigned))
                .Concat(e.Concern.Mentioned.Select(user => (e.OutboxId, User: user, Reason: NotificationReason.Mentioned)))
                .Concat(e.Concern.Due.Select(user => (e.OutboxId, User: user, Reason: NotificationReason.Due)))
        );
        var (outboxIds, users, reasons) = Unzip([.. named]);
        batch.BatchCommands.Add(
            Command(
                People,
                events.Select(e => e.OutboxId).ToArray(),
                events.Select(e => e.OrganizationId).ToArray(),
                events.Select(e => e.ProjectId).ToArray(),
                events.Select(e => e.Concern!.TaskId).ToArray(),
                events.Select(e => e.ActorId).ToArray(),
                events.Select(e => e.Reached).ToArray(),
                events.Select(e => e.Concern!.TellsWatchers).ToArray(),
                outboxIds,
                users,
                reasons,
                (int)NotificationReason.Watching,
                Enum.GetValues<NotificationReason>().Select(Text).ToArray(),
                limit
            )
        );
    }

    public static void AddRows(
        NpgsqlBatch batch,
        IReadOnlyList<Recipient> told,
        IReadOnlyList<(RoutedEvent Event, ConnectedSystem System)> toSystems,
        Func<Guid, bool> mailGoesOut
    )
    {
        var inboxes = told.Where(r => r.Wants.Inbox).ToList();
        if (inboxes.Count > 0)
            batch.BatchCommands.Add(
                Command(
                    Notifications,
                    inboxes.Select(r => r.Event.OrganizationId).ToArray(),
                    inboxes.Select(_ => Ids.New()).ToArray(),
                    inboxes.Select(r => r.Event.ProjectId).ToArray(),
                    inboxes.Select(r => r.Event.Concern!.TaskId).ToArray(),
                    inboxes.Select(r => r.UserId).ToArray(),
                    inboxes.Select(r => r.Event.ActivityId).ToArray(),
                    inboxes.Select(r => Text(r.Reason)).ToArray(),
                    inboxes.Select(r => r.Event.At).ToArray()
                )
            );
        var ways = told.SelectMany(r =>
                ChannelChoice
                    .For(r.Wants, mailGoesOut(r.Event.OrganizationId))
                    .Select(choice => new Way(r.Event, choice.Channel, r.UserId, null, r.Reason, choice.SuppressedBy))
            )
            .Concat(toSystems.Select(s => new Way(s.Event, s.System.Channel!.Value, null, s.System.Id, null, null)))
            .ToList();
        if (ways.Count > 0)
            batch.BatchCommands.Add(
                Command(
                    Deliveries,
                    ways.Select(w => w.Event.OrganizationId).ToArray(),
                    ways.Select(_ => Ids.New()).ToArray(),
                    ways.Select(w => w.Event.ProjectId).ToArray(),
                    ways.Select(w => w.Event.ActivityId).ToArray(),
                    ways.Select(w => Text(w.Channel)).ToArray(),
                    ways.Select(w => w.UserId).ToArray(),
                    ways.Select(w => w.IntegrationId).ToArray(),
                    ways.Select(w => w.Reason is { } reason ? Text(reason) : null).ToArray(),
                    ways.Select(w => Text(w.Status)).ToArray(),
                    ways.Select(w => w.SuppressedBy is { } by ? Text(by) : null).ToArray(),
                    ways.Select(w => w.Event.Traceparent).ToArray(),
                    ways.Select(w => w.Event.At).ToArray(),
                    ways.Select(w => w.Lane).ToArray()
                )
            );
    }

    public static void AddEnd(NpgsqlBatch batch, IReadOnlyList<long> done, (long OutboxId, Guid Reached)? cutOff)
    {
        batch.BatchCommands.Add(Command(Done, done.ToArray()));
        if (cutOff is { } rest)
            batch.BatchCommands.Add(Command(GoOn, rest.OutboxId, rest.Reached));
    }

    public static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public static string Text<T>(T value)
        where T : struct, Enum => SnakeCase.Of(value);

    private static (long[] OutboxIds, Guid[] Users, int[] Reasons) Unzip(
        List<(long OutboxId, Guid User, NotificationReason Reason)> named
    ) => ([.. named.Select(n => n.OutboxId)], [.. named.Select(n => n.User)], [.. named.Select(n => (int)n.Reason)]);

    /// <summary>A row of <c>deliveries</c> to be.</summary>
    private sealed record Way(
        RoutedEvent Event,
        DeliveryChannel Channel,
        Guid? UserId,
        Guid? IntegrationId,
        NotificationReason? Reason,
        SuppressedBy? SuppressedBy
    )
    {
        public DeliveryStatus Status =>
            SuppressedBy is not null ? DeliveryStatus.Suppressed
            : Channel == DeliveryChannel.Inbox ? DeliveryStatus.Delivered
            : DeliveryStatus.Pending;

        public string? Lane => DeliveryLane.Of(Channel, UserId, IntegrationId, Event.Concern?.TaskId);
    }
}
