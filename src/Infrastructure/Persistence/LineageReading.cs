using Npgsql;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Reads where tasks would hang. Under the project's row, whose lock serialises changes of parents and is taken before every other.</summary>
internal static class LineageReading
{
    public const string LockSql =
        $"SELECT 1 FROM projects WHERE organization_id = $1 AND id = $2 AND {LookSql.IfClaimed} FOR NO KEY UPDATE";

    /// <summary>The parent that a revision of the task took away.</summary>
    public const string ParentBefore =
        "(SELECT (changes -> 'parent_id' ->> 'from')::uuid FROM activity WHERE organization_id = $1 AND resource_id = $3[1] AND resource_version = $4 AND changes ? 'parent_id')";

    public const string ParentGiven = "$4";

    /// <summary>Level 0 are the parent and what is above it. One level more than is allowed is read, so that too deep is seen as such.</summary>
    public static string Sql(string parent) =>
        $"""
            WITH RECURSIVE above AS (
                SELECT t.id, t.parent_id FROM tasks t WHERE t.organization_id = $1 AND t.project_id = $2 AND t.id = {parent}
                UNION
                SELECT t.id, t.parent_id FROM above a JOIN tasks t ON t.organization_id = $1 AND t.id = a.parent_id
            ), below AS (
                SELECT root, root AS id, 1 AS level FROM unnest($3::uuid[]) AS root
                UNION ALL
                SELECT b.root, t.id, b.level + 1 FROM below b JOIN tasks t ON t.organization_id = $1 AND t.parent_id = b.id
                WHERE b.level <= {TaskLineage.MaxDepth}
            )
            SELECT id, 0 FROM above UNION ALL SELECT root, max(level) FROM below GROUP BY root
            """;

    /// <returns>Null when the project has no such parent.</returns>
    public static async Task<TaskLineage?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var above = new List<Guid>();
        var levels = new Dictionary<Guid, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (id, level) = (reader.GetGuid(0), reader.GetInt32(1));
            if (level == 0)
                above.Add(id);
            else
                levels[id] = level;
        }

        return above.Count == 0 ? null : new TaskLineage(above, levels);
    }
}
