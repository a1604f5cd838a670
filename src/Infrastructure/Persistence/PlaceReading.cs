using Npgsql;
using TaskFlow.Application.Common.Messaging;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Reads the neighbours of a place in a column (S-2.4): its lock serialises movers, ranks are made under it.</summary>
internal static class PlaceReading
{
    /// <summary>Of the column, taken before anything is read.</summary>
    public const string LockSql =
        $"SELECT 1 FROM statuses WHERE organization_id = $1 AND id = $2 AND {LookSql.IfClaimed} FOR NO KEY UPDATE";

    private const string NeighbourSql = """
        SELECT t.rank, t.status_id = $2 AND t.archived_at IS NULL,
               EXISTS (SELECT 1 FROM activity a WHERE a.organization_id = t.organization_id AND a.resource_id = t.id
                       AND (a.changes -> 'status_id' ->> 'from' = $2::text OR (t.status_id = $2 AND t.archived_at IS NOT NULL)))
        FROM tasks t WHERE t.organization_id = $1 AND t.project_id = $3 AND t.id = $4
        """;

    public static void Add(Action<string, object[]> add, Guid organizationId, Guid projectId, Place place, Guid? movingTaskId)
    {
        var column = place.StatusId;
        var moving = movingTaskId ?? Guid.Empty;
        add(NeighbourSql, [organizationId, column, projectId, place.AfterTaskId ?? Guid.Empty]);
        add(NeighbourSql, [organizationId, column, projectId, place.BeforeTaskId ?? Guid.Empty]);
        add(
            """
            SELECT (SELECT min(t.rank) FROM tasks t JOIN tasks n ON n.organization_id = $1 AND n.id = $3
                    WHERE t.organization_id = $1 AND t.status_id = $2 AND t.archived_at IS NULL AND t.id <> $5 AND t.rank > n.rank),
                   (SELECT max(t.rank) FROM tasks t JOIN tasks n ON n.organization_id = $1 AND n.id = $4
                    WHERE t.organization_id = $1 AND t.status_id = $2 AND t.archived_at IS NULL AND t.id <> $5 AND t.rank < n.rank),
                   (SELECT max(t.rank) FROM tasks t WHERE t.organization_id = $1 AND t.status_id = $2 AND t.archived_at IS NULL AND t.id <> $5)
            """,
            [organizationId, column, place.AfterTaskId ?? Guid.Empty, place.BeforeTaskId ?? Guid.Empty, moving]
        );
    }

    public static async Task<PlaceFacts> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var after = await ReadNeighbourAsync(reader, cancellationToken);
        var before = await ReadNeighbourAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PlaceFacts(after, before, Text(reader, 0), Text(reader, 1), Text(reader, 2));
    }

    private static async Task<Neighbour?> ReadNeighbourAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Neighbour(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2))
            : null;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
