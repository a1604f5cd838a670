using Npgsql;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>
/// Deliveries as workers take them: claim, begin, mark, each one statement and fenced by the lease's token on the database's clock (reliability.md
/// 3.3). A worker that was paused past its lease finds its token gone and does nothing.
/// </summary>
public sealed class DeliveryQueue(NpgsqlDataSource database, DeliveryLease lease)
{
    /// <summary>Of an organization, in flight on one channel over all workers: a quarter of what one worker has, so that no flood takes all (C-7.5).</summary>
    public const int Share = 4;

    public const string AsWorker = "SELECT set_config('app.worker', 'on', true), set_config('app.orgs', '{}', true)";

    /// <summary>
    /// The organizations that have something waiting are found by leaps over the index, so that the claim costs what it takes and not what waits.
    /// </summary>
    private const string ClaimSql =
        """
            WITH RECURSIVE waiting AS (
                (SELECT organization_id FROM deliveries WHERE status = 'pending' AND channel = $1 ORDER BY organization_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.organization_id FROM deliveries d
                        WHERE d.status = 'pending' AND d.channel = $1 AND d.organization_id > w.organization_id
                        ORDER BY d.organization_id LIMIT 1)
                FROM waiting w WHERE w.organization_id IS NOT NULL),
            busy AS (
                SELECT organization_id, count(*) AS taken FROM deliveries
                WHERE status IN ('leased', 'sending') AND channel = $1 GROUP BY organization_id),
            due AS MATERIALIZED (
                SELECT d.organization_id, d.id
                FROM waiting w
                LEFT JOIN busy b ON b.organization_id = w.organization_id
                CROSS JOIN LATERAL (
                    SELECT d.organization_id, d.id, d.turn_at FROM deliveries d
                    WHERE d.status = 'pending' AND d.channel = $1 AND d.organization_id = w.organization_id
                        AND d.turn_at <= clock_timestamp() + $5::interval AND d.next_attempt_at <= clock_timestamp()
                        AND NOT EXISTS (
                            SELECT FROM paces p WHERE p.key = coalesce(d.lane, d.integration_id::text) AND p.free_at > clock_timestamp())
                    ORDER BY d.turn_at LIMIT least($7, greatest(0, $3 - coalesce(b.taken, 0)))) d
                WHERE w.organization_id IS NOT NULL
                    AND NOT EXISTS (SELECT FROM paces p WHERE p.key = $1 || '/' || w.organization_id AND p.free_at > clock_timestamp())
                ORDER BY d.turn_at LIMIT $2),
            free AS (
                SELECT d.organization_id, d.id FROM deliveries d JOIN due ON due.organization_id = d.organization_id AND due.id = d.id
                WHERE d.status = 'pending' FOR UPDATE OF d SKIP LOCKED)
            UPDATE deliveries d SET status = 'leased', claims = claims + 1, lease_token = $4, leased_until = clock_timestamp() + $6
            FROM free f WHERE d.organization_id = f.organization_id AND d.id = f.id
            RETURNING
            """ + ClaimedColumns;

    private const string ClaimedColumns = """
         d.organization_id, d.id, d.project_id, d.activity_id, d.user_id, d.integration_id, d.reason, d.attempts, d.traceparent, d.committed_at,
            d.probes, d.lane, d.attempts_before, d.retried_at
        """;

    /// <summary>What waits behind a delivery in its lane: all that is due when it is enough to be folded, else nothing.</summary>
    private const string ClaimBehindSql =
        """
            WITH behind AS MATERIALIZED (
                SELECT organization_id, id FROM deliveries
                WHERE lane = $1 AND organization_id = $2 AND status = 'pending' AND next_attempt_at <= clock_timestamp()
                ORDER BY turn_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE deliveries d SET status = 'leased', claims = claims + 1, lease_token = $4, leased_until = clock_timestamp() + $5
            FROM behind b WHERE d.organization_id = b.organization_id AND d.id = b.id AND (SELECT count(*) FROM behind) >= $6
            RETURNING
            """ + ClaimedColumns;

    private const string BeginSql = """
        WITH begun AS (
            UPDATE deliveries d
            SET status = 'sending', attempts = attempts + 1, claims = 0, probes = false, begun_at = clock_timestamp(), leased_until = clock_timestamp() + $4
            FROM unnest($1::uuid[], $2::uuid[]) AS n (organization_id, id)
            WHERE d.organization_id = n.organization_id AND d.id = n.id AND d.lease_token = $3 AND d.status = 'leased'
                AND d.leased_until > clock_timestamp()
            RETURNING d.organization_id, d.id, d.attempts),
        noted AS (
            INSERT INTO delivery_attempts (organization_id, delivery_id, attempt)
            SELECT organization_id, id, attempts FROM begun
            ON CONFLICT (organization_id, delivery_id, attempt) DO UPDATE SET started_at = clock_timestamp(), ended_at = NULL, outcome = NULL, error = NULL)
        SELECT id FROM begun
        """;

    /// <summary>Back to where it stood, at once: nothing was tried.</summary>
    private const string YieldSql = """
        UPDATE deliveries SET status = 'pending', claims = claims - 1, lease_token = NULL, leased_until = NULL
        WHERE organization_id = $1 AND id = $2 AND lease_token = $3 AND status = 'leased'
        """;

    private const string MarkSql = """
        WITH mark AS (
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::interval[], $7::text[], $8::text[], $9::text[], $10::boolean[])
                AS m (organization_id, id, token, status, outcome, pause, error, provider_message_id, suppressed_by, gives_back)),
        marked AS (
            UPDATE deliveries d
            SET status = m.status, suppressed_by = m.suppressed_by, last_error = m.error, claims = 0,
                provider_message_id = coalesce(m.provider_message_id, d.provider_message_id),
                delivered_at = CASE WHEN m.status = 'delivered' THEN clock_timestamp() END,
                attempts = d.attempts - CASE WHEN m.gives_back THEN 1 ELSE 0 END,
                next_attempt_at = CASE WHEN m.status = 'pending' THEN clock_timestamp() + m.pause END,
                turn_at = CASE WHEN m.status = 'pending' THEN clock_timestamp() + m.pause END,
                lease_token = NULL, leased_until = NULL
            FROM mark m
            WHERE d.organization_id = m.organization_id AND d.id = m.id AND d.lease_token = m.token AND d.status IN ('leased', 'sending')
            RETURNING d.organization_id, d.id, d.attempts + CASE WHEN m.gives_back THEN 1 ELSE 0 END AS attempt, m.outcome, m.error),
        ended AS (
            UPDATE delivery_attempts a SET ended_at = clock_timestamp(), outcome = k.outcome, error = k.error
            FROM marked k WHERE a.organization_id = k.organization_id AND a.delivery_id = k.id AND a.attempt = k.attempt AND a.ended_at IS NULL)
        SELECT count(*) FROM marked
        """;

    /// <summary>
    /// Leases that ended: before a try began nothing happened; after it nobody knows. A webhook is sent again, its receiver knows the id; so is what
    /// is addressed to a person for being assigned or mentioned (at least once); the rest stays unknown, visible, for somebody to decide (C-3b).
    /// </summary>
    private const string ReapSql = """
        WITH ended AS (
            SELECT organization_id, id, status = 'sending' AS begun, attempts,
                   CASE WHEN status = 'leased' AND claims >= 5 OR attempts - attempts_before >= 12 THEN 'dead'
                        WHEN status = 'leased' OR channel = 'webhook' OR reason IN ('assigned', 'mentioned') THEN 'pending'
                        ELSE 'unknown' END AS next
            FROM deliveries WHERE status IN ('leased', 'sending') AND leased_until <= clock_timestamp()
            LIMIT 500 FOR UPDATE SKIP LOCKED),
        freed AS (
            UPDATE deliveries d
            SET status = e.next, lease_token = NULL, leased_until = NULL,
                last_error = CASE WHEN e.begun THEN 'The worker was lost while it was sending.' ELSE 'Workers were lost before they began to send.' END,
                next_attempt_at = CASE WHEN e.next = 'pending' THEN clock_timestamp() END,
                turn_at = CASE WHEN e.next = 'pending' THEN clock_timestamp() END
            FROM ended e WHERE d.organization_id = e.organization_id AND d.id = e.id),
        noted AS (
            UPDATE delivery_attempts a SET ended_at = clock_timestamp(), outcome = 'lost'
            FROM ended e WHERE e.begun AND a.organization_id = e.organization_id AND a.delivery_id = e.id AND a.attempt = e.attempts)
        SELECT count(*) FILTER (WHERE begun), count(*) FILTER (WHERE NOT begun) FROM ended
        """;

    /// <summary>Rows whose turn may come this long after they are due.</summary>
    private static readonly TimeSpan LowestPriority = TimeSpan.FromSeconds(60);

    /// <param name="most">Taken at once.</param>
    /// <param name="loops">Of this worker that take from the channel; each leaves the others their part of an organization's share.</param>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        DeliveryChannel channel,
        int most,
        int loops,
        CancellationToken cancellationToken
    )
    {
        var token = Ids.New();
        var share = Math.Max(1, most * loops / Share);
        var part = Math.Max(1, share / loops);
        await using var batch = Batch(ClaimSql, SnakeCase.Of(channel), most, share, token, LowestPriority, lease.Length, part);
        return await ReadAsync(batch, token, cancellationToken);
    }

    /// <summary>Takes what waits in the lane of a delivery under lease, under the same token.</summary>
    /// <param name="least">Fewer are left where they are.</param>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimBehindAsync(
        ClaimedDelivery first,
        int least,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(ClaimBehindSql, first.Lane!, first.OrganizationId, most, first.Token, lease.Length, (long)least);
        return await ReadAsync(batch, first.Token, cancellationToken);
    }

    private static async Task<IReadOnlyList<ClaimedDelivery>> ReadAsync(NpgsqlBatch batch, Guid token, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var claimed = new List<ClaimedDelivery>();
        while (await reader.ReadAsync(cancellationToken))
            claimed.Add(
                new ClaimedDelivery(
                    reader.GetGuid(0),
                    reader.GetGuid(1),
                    reader.GetGuid(2),
                    reader.GetGuid(3),
                    reader.IsDBNull(4) ? null : reader.GetGuid(4),
                    reader.IsDBNull(5) ? null : reader.GetGuid(5),
                    reader.IsDBNull(6) ? null : Enum.Parse<NotificationReason>(reader.GetString(6), ignoreCase: true),
                    reader.GetInt32(7),
                    reader.IsDBNull(8) ? null : reader.GetString(8),
                    reader.GetFieldValue<DateTimeOffset>(9),
                    reader.GetBoolean(10),
                    reader.IsDBNull(11) ? null : reader.GetString(11),
                    token
                )
                {
                    AttemptsBefore = reader.GetInt32(12),
                    RetriedAt = reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13),
                }
            );
        return claimed;
    }

    /// <returns>Those that may be sent now; the lease of the others has ended, and they are somebody else's.</returns>
    public async Task<IReadOnlySet<Guid>> BeginAsync(IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        await using var batch = Batch(
            BeginSql,
            deliveries.Select(d => d.OrganizationId).ToArray(),
            deliveries.Select(d => d.Id).ToArray(),
            deliveries[0].Token,
            lease.Length
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var begun = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            begun.Add(reader.GetGuid(0));
        return begun;
    }

    /// <summary>Gives back what cannot go now, in its place.</summary>
    public async Task YieldAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        await using var batch = Batch(YieldSql, delivery.OrganizationId, delivery.Id, delivery.Token);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>How many were still ours.</returns>
    public async Task<long> MarkAsync(IReadOnlyList<DeliveryMark> marks, CancellationToken cancellationToken)
    {
        await using var batch = Batch(
            MarkSql,
            marks.Select(m => m.Delivery.OrganizationId).ToArray(),
            marks.Select(m => m.Delivery.Id).ToArray(),
            marks.Select(m => m.Delivery.Token).ToArray(),
            marks.Select(m => SnakeCase.Of(m.Status)).ToArray(),
            marks.Select(m => m.Outcome).ToArray(),
            marks.Select(m => m.Pause).ToArray(),
            marks.Select(m => m.Error).ToArray(),
            marks.Select(m => m.ProviderMessageId).ToArray(),
            marks.Select(m => m.SuppressedBy is { } by ? SnakeCase.Of(by) : null).ToArray(),
            marks.Select(m => m.GivesTryBack).ToArray()
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(0);
    }

    /// <returns>How many were lost while they were being sent, and before.</returns>
    public async Task<(long Begun, long NotBegun)> ReapAsync(CancellationToken cancellationToken)
    {
        await using var batch = Batch(ReapSql);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (begun, notBegun) = (reader.GetInt64(0), reader.GetInt64(1));
        DeliveryMetrics.CountLost(begun, notBegun);
        return (begun, notBegun);
    }

    private NpgsqlBatch Batch(string sql, params object[] values)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(AsWorker));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
        return batch;
    }
}
