using Npgsql;
using TaskFlow.Application.Common.Messaging;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Locks the task that is changed, and reads what it is judged by and shown with besides its own state.</summary>
internal static class TaskFactsReading
{
    private const string LockSql = $"SELECT 1 FROM tasks WHERE organization_id = $1 AND id = $2 AND {LookSql.IfClaimed} FOR NO KEY UPDATE";

    /// <summary>A statement of its own: one that waits for the row has taken its snapshot before, and would see what was before the wait.</summary>
    private const string FactsSql = """
        SELECT t.number, t.archived_at,
               (SELECT count(*)::int FROM tasks c WHERE c.organization_id = $1 AND c.parent_id = $2 AND c.archived_at IS NULL),
               (SELECT count(*)::int FROM comments c WHERE c.organization_id = $1 AND c.task_id = $2 AND c.deleted_at IS NULL)
        FROM tasks t WHERE t.organization_id = $1 AND t.id = $2
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
        var archivedAt = await reader.IsDBNullAsync(1, cancellationToken) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(1);
        return new TaskFacts(reader.GetInt64(0), archivedAt, reader.GetInt32(2), reader.GetInt32(3));
    }
}
