using Npgsql;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>
/// What counts as delivered to an inbox stands in it: both are written in one transaction, so one without the other is a fault of ours. Repaired
/// from the delivery, which knows all that a line holds.
/// </summary>
internal sealed class InboxLines : ICheck
{
    private const string Sql = """
        WITH bound AS (
            SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp() - interval '1 day') * 1000)::bigint), 12, '0')
                    || '70008000000000000000')::uuid AS first),
        told AS MATERIALIZED (
            SELECT d.project_id, t.id AS task_id, d.user_id, d.activity_id, d.reason, d.committed_at
            FROM bound
            JOIN deliveries d ON d.organization_id = $1 AND d.activity_id >= bound.first AND d.channel = 'inbox' AND d.status = 'delivered'
            JOIN activity a ON a.organization_id = $1 AND a.id = d.activity_id
            JOIN tasks t ON t.organization_id = $1
                AND t.id = CASE a.resource_type WHEN 'task' THEN a.resource_id ELSE (a.data ->> 'task_id')::uuid END
            ORDER BY d.activity_id DESC LIMIT 50000),
        written AS (
            INSERT INTO notifications (organization_id, id, project_id, task_id, user_id, activity_id, reason, at)
            SELECT $1, gen_random_uuid(), project_id, task_id, user_id, activity_id, reason, committed_at FROM told
            WHERE NOT EXISTS (SELECT FROM notifications n WHERE n.activity_id = told.activity_id AND n.user_id = told.user_id)
            ON CONFLICT DO NOTHING
            RETURNING activity_id, user_id)
        SELECT (SELECT count(*) FROM told), coalesce(array_agg(activity_id || ' for ' || user_id), '{}') FROM written
        """;

    public async Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = organization } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        findings.Count("inbox_lines", reader.GetInt64(0));
        var written = reader.GetFieldValue<string[]>(1);
        foreach (var line in written)
            findings.Add("lost_lines", $"An inbox had no line of event {line}; written.");
        if (written.Length > 0)
            findings.Count("repaired", written.Length);
    }
}
