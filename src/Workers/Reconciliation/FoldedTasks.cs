using Npgsql;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>
/// What the log says of a task, folded, is what its row says, and both are of one version (C-6.7): for tasks that changed in the last two hours and a sample of the others.
/// Reports only. Labels, milestones and ranks are changed in bulk by events of their own, so they are not compared.
/// </summary>
internal sealed class FoldedTasks : ICheck
{
    private const int Most = 500;

    private const string Sql = """
        WITH looked_at AS MATERIALIZED (
            SELECT * FROM tasks
            WHERE organization_id = $1 AND (updated_at > clock_timestamp() - interval '2 hours' OR random() < 0.01)
            ORDER BY updated_at DESC LIMIT $2),
        said AS (
            SELECT t.id, a.seq, f.key, CASE a.type WHEN 'task.created' THEN f.value ELSE f.value -> 'to' END AS value
            FROM looked_at t
            JOIN activity a ON a.organization_id = $1 AND a.resource_id = t.id AND a.resource_type = 'task'
            CROSS JOIN LATERAL jsonb_each(CASE a.type WHEN 'task.created' THEN a.data -> 'task' ELSE a.changes END) f),
        versions AS (
            SELECT t.id FROM looked_at t
            WHERE t.version <> (
                SELECT max(a.resource_version) FROM activity a
                WHERE a.organization_id = $1 AND a.resource_id = t.id AND a.resource_type = 'task')),
        folded AS (SELECT DISTINCT ON (id, key) id, key, value FROM said ORDER BY id, key, seq DESC),
        held AS (
            SELECT t.id, f.key, f.value FROM looked_at t
            CROSS JOIN LATERAL jsonb_each(jsonb_build_object(
                'title', t.title, 'description', t.description, 'status_id', t.status_id, 'priority', t.priority,
                'assignee_ids', t.assignee_ids, 'parent_id', t.parent_id, 'start_date', t.start_date, 'due_date', t.due_date,
                'estimate', t.estimate)) f)
        SELECT count(DISTINCT held.id),
               coalesce(array_agg(DISTINCT held.id || ' ' || held.key) FILTER (
                   WHERE folded.value IS NULL OR NOT (folded.value @> held.value AND held.value @> folded.value)), '{}')
                   || (SELECT coalesce(array_agg(id || ' version'), '{}') FROM versions)
        FROM held LEFT JOIN folded ON folded.id = held.id AND folded.key = held.key
        """;

    public async Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new() { Value = organization },
                new() { Value = Most },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        findings.Count("tasks", reader.GetInt64(0));
        foreach (var different in reader.GetFieldValue<string[]>(1))
            findings.Add("task_differences", $"Row and log differ: task {different}.");
    }
}
