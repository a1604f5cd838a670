using System.Globalization;
using Npgsql;
using TaskFlow.Application.Activities;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>What a delivery is about, as it is when it is sent.</summary>
/// <param name="Task">Null for an event of no task.</param>
/// <param name="Address">The person's e-mail address; null for an integration.</param>
/// <param name="MaySee">Whether the person may see the project now; true for an integration.</param>
public sealed record DeliveryContent(Envelope Event, string ProjectName, DeliveryTask? Task, string? Address, bool MaySee);

public sealed record DeliveryTask(string Key, string Title);

/// <summary>Reads what deliveries are about, for a whole batch in one round trip.</summary>
public sealed class DeliveryContents(NpgsqlDataSource database)
{
    private const string Sql = """
        SELECT n.id, a.seq, a.id, a.type, a.project_id, a.organization_id, a.actor_id, u.display_name, a.at, a.resource_type, a.resource_id,
               a.resource_key, a.resource_version, a.changes, a.data, p.name, p.key, t.number, t.title, r.email,
               n.user_id IS NULL OR m.user_id IS NOT NULL
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS n (id, activity_id, user_id)
        JOIN activity a ON a.id = n.activity_id
        JOIN users u ON u.id = a.actor_id
        JOIN projects p ON p.organization_id = a.organization_id AND p.id = a.project_id
        LEFT JOIN tasks t ON t.organization_id = a.organization_id
            AND t.id = CASE a.resource_type WHEN 'task' THEN a.resource_id WHEN 'comment' THEN (a.data ->> 'task_id')::uuid END
        LEFT JOIN users r ON r.id = n.user_id
        LEFT JOIN memberships m ON m.organization_id = a.organization_id AND m.user_id = n.user_id AND m.ended_at IS NULL
            AND (m.role <> 'guest' OR a.project_id = ANY (m.project_ids))
        """;

    /// <returns>By delivery. One whose event is gone, with its project, is not among them.</returns>
    public async Task<IReadOnlyDictionary<Guid, DeliveryContent>> ReadAsync(
        IReadOnlyList<ClaimedDelivery> deliveries,
        CancellationToken cancellationToken
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT set_config('app.orgs', $1, true)")
            {
                Parameters = { new() { Value = Tenancy.Array(deliveries.Select(d => d.OrganizationId).Distinct()) } },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Sql)
            {
                Parameters =
                {
                    new() { Value = deliveries.Select(d => d.Id).ToArray() },
                    new() { Value = deliveries.Select(d => d.ActivityId).ToArray() },
                    new() { Value = deliveries.Select(d => d.UserId).ToArray() },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var contents = new Dictionary<Guid, DeliveryContent>();
        while (await reader.ReadAsync(cancellationToken))
            contents[reader.GetGuid(0)] = Read(reader);
        return contents;
    }

    private static DeliveryContent Read(NpgsqlDataReader reader)
    {
        var envelope = new Envelope(
            reader.GetInt64(1),
            reader.GetGuid(2),
            reader.GetString(3),
            reader.GetGuid(4),
            reader.GetGuid(5),
            new EnvelopeActor(reader.GetGuid(6), reader.GetString(7)),
            reader.GetFieldValue<DateTimeOffset>(8),
            new EnvelopeResource(reader.GetString(9), reader.GetGuid(10), Text(reader, 11), reader.GetInt32(12)),
            new StoredJson(reader.GetString(13)),
            new StoredJson(Text(reader, 14))
        );
        var task = reader.IsDBNull(17)
            ? null
            : new DeliveryTask(
                string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(16)}-{reader.GetInt64(17)}"),
                reader.GetString(18)
            );
        return new DeliveryContent(envelope, reader.GetString(15), task, Text(reader, 19), reader.GetBoolean(20));
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
