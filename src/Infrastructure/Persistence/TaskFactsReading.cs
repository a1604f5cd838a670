using Npgsql;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Locks the task that is changed, and reads what it is judged by and shown with besides its own state.</summary>
internal static class TaskFactsReading
{
    private const string LockSql = $"SELECT 1 FROM tasks WHERE organization_id = $1 AND id = $2 AND {LookSql.IfClaimed} FOR NO KEY UPDATE";

    /// <summary>A statement of its own: one that waits for the row has taken its snapshot before, and would see what was before the wait.</summary>
    private const string FactsSql = """
        SELECT t.number, t.archived_at,
               (SELECT count(*)::int FROM tasks c WHERE c.organization_id = $1 AND c.parent_id = $2 AND c.archived_at IS NULL),
               (SELECT count(*)::int FROM comments c WHERE c.organization_id = $1 AND c.task_id = $2 AND c.deleted_at IS NULL),
               l.user_id, l.expires_at, clock_timestamp()
        FROM tasks t
        LEFT JOIN task_locks l ON l.organization_id = t.organization_id AND l.task_id = t.id AND l.expires_at > clock_timestamp()
        WHERE t.organization_id = $1 AND t.id = $2
        """;

    public static void Add(Action<string, object[]> add, Guid organizationId, Guid taskId)
    {
        add(LockSql, [organizationId, taskId]);
        add(FactsSql, [organizationId, taskId]);
    }

    /// <returns>Null when there is no such task.</returns>
    public static async Task<TaskFacts?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return new TaskFacts(
            reader.GetInt64(0),
            reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetInt32(2),
            reader.GetInt32(3),
            reader.IsDBNull(4) ? null : new LockView(reader.GetGuid(4), reader.GetFieldValue<DateTimeOffset>(5)),
            reader.GetFieldValue<DateTimeOffset>(6)
        );
    }
}
