using System.Text.Json;
using Npgsql;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// Adds to the look what a command needs of its project, and reads it back in the same order. Locks are taken project → status, labels and milestone →
/// task → feed, so that no two writers wait for each other (reliability.md 3.1).
/// </summary>
internal sealed class FrameReading
{
    private readonly NpgsqlBatch batch;
    private readonly FrameNeeds needs;
    private readonly Guid organizationId;
    private readonly Guid projectId;
    private readonly bool readsRevisions;

    public FrameReading(NpgsqlBatch batch, FrameNeeds needs, Scope scope)
    {
        this.batch = batch;
        this.needs = needs;
        organizationId = scope.OrganizationId;
        projectId = scope.ProjectId!.Value;
        readsRevisions = needs.ChangesTaskSince is not null and < int.MaxValue;

        Hold();
        Add(
            """
            SELECT p.key, p.archived_at, s.id, s.name, s.category FROM projects p
            LEFT JOIN statuses s ON s.organization_id = p.organization_id AND s.project_id = p.id AND s.deleted_at IS NULL
            WHERE p.organization_id = $1 AND p.id = $2 ORDER BY s.position
            """,
            organizationId,
            projectId
        );
        if (needs.EverythingToChooseFrom)
        {
            Add("SELECT id FROM labels WHERE organization_id = $1 AND project_id = $2 AND deleted_at IS NULL", organizationId, projectId);
            Add(
                "SELECT id FROM milestones WHERE organization_id = $1 AND project_id = $2 AND deleted_at IS NULL",
                organizationId,
                projectId
            );
            Add(
                "SELECT user_id FROM memberships WHERE organization_id = $1 AND (role <> 'guest' OR $2 = ANY (project_ids))",
                organizationId,
                projectId
            );
        }

        if (needs.UserIds.Count > 0)
            Add(
                "SELECT user_id FROM memberships WHERE organization_id = $1 AND user_id = ANY ($3) AND (role <> 'guest' OR $2 = ANY (project_ids))",
                organizationId,
                projectId,
                needs.UserIds.ToArray()
            );
        if (ChangesParent)
            Add(
                LineageReading.Sql(needs.ParentId is null ? LineageReading.ParentBefore : LineageReading.ParentGiven),
                organizationId,
                projectId,
                needs.ChangesTaskSince is null ? Array.Empty<Guid>() : [scope.TaskId],
                needs.ParentId is { } parentId ? parentId : needs.ParentBeforeRevision!.Value
            );
        if (needs.Place is { } place)
            PlaceReading.Add(Add, organizationId, projectId, place, scope.ResourceId);
        if (needs.ChangesTaskSince is { } since)
        {
            TaskFactsReading.Add(Add, organizationId, scope.TaskId);
            if (readsRevisions)
                Add(
                    """
                    SELECT a.resource_version, u.email, a.at, a.changes FROM activity a JOIN users u ON u.id = a.actor_id
                    WHERE a.organization_id = $1 AND a.resource_id = $2 AND a.resource_version > $3 AND a.type NOT IN ('task.linked', 'task.unlinked')
                    ORDER BY a.resource_version
                    """,
                    organizationId,
                    scope.ResourceId!.Value,
                    since
                );
        }

        if (needs.Numbers > 0)
            Add(
                $"UPDATE project_feeds SET next_task_number = next_task_number + $3 WHERE organization_id = $1 AND project_id = $2 AND {LookSql.IfClaimed} RETURNING next_task_number - $3",
                organizationId,
                projectId,
                (long)needs.Numbers
            );
    }

    public async Task<ProjectFrame> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (ChangesParent)
            await reader.NextResultAsync(cancellationToken);
        if (HoldsStatus)
            await reader.NextResultAsync(cancellationToken);
        var labels = needs.LabelIds.Count > 0 ? await ReadIdsAsync(reader, cancellationToken) : [];
        var milestones = needs.MilestoneId is not null ? await ReadIdsAsync(reader, cancellationToken) : [];
        await reader.NextResultAsync(cancellationToken);
        var frame = await ReadProjectAsync(reader, cancellationToken) with { KnownLabels = labels, KnownMilestones = milestones };
        if (needs.EverythingToChooseFrom)
        {
            var every = await ReadIdsAsync(reader, cancellationToken);
            var everyMilestone = await ReadIdsAsync(reader, cancellationToken);
            frame = frame with
            {
                KnownLabels = every,
                KnownMilestones = everyMilestone,
                KnownMembers = await ReadIdsAsync(reader, cancellationToken),
            };
        }

        if (needs.UserIds.Count > 0)
            frame = frame with { KnownMembers = await ReadIdsAsync(reader, cancellationToken) };
        if (ChangesParent)
        {
            await reader.NextResultAsync(cancellationToken);
            frame = frame with { Lineage = await LineageReading.ReadAsync(reader, cancellationToken) };
        }

        if (needs.Place is not null)
            frame = frame with { Place = await PlaceReading.ReadAsync(reader, cancellationToken) };
        if (needs.ChangesTaskSince is not null)
        {
            frame = frame with { Task = await TaskFactsReading.ReadAsync(reader, cancellationToken) };
            if (readsRevisions)
                frame = frame with { Revisions = await ReadRevisionsAsync(reader, cancellationToken) };
        }

        if (needs.Numbers > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            frame = frame with { FirstNumber = reader.GetInt64(0) };
        }

        return frame;
    }

    private bool ChangesParent => needs.ParentId is not null || needs.ParentBeforeRevision is not null;

    private bool HoldsStatus => needs.Place is not null || needs.EntersStatusId is not null || needs.EntersFirstStatus;

    /// <summary>First of all: what is read after a wait for a deletion sees that deletion.</summary>
    private void Hold()
    {
        if (ChangesParent)
            Add(LineageReading.LockSql, organizationId, projectId);
        if (needs.Place is { } place)
            Add(PlaceReading.LockSql, organizationId, place.StatusId);
        else if (needs.EntersStatusId is { } statusId)
            Add(
                $"SELECT 1 FROM statuses WHERE organization_id = $1 AND id = $2 AND {LookSql.IfClaimed} FOR KEY SHARE",
                organizationId,
                statusId
            );
        else if (needs.EntersFirstStatus)
            Add(
                $"""
                SELECT 1 FROM statuses WHERE organization_id = $1 AND {LookSql.IfClaimed} AND id =
                    (SELECT id FROM statuses WHERE organization_id = $1 AND project_id = $2 AND deleted_at IS NULL ORDER BY position LIMIT 1)
                FOR KEY SHARE
                """,
                organizationId,
                projectId
            );
        if (needs.LabelIds.Count > 0)
            Add(
                $"""
                SELECT id FROM labels
                WHERE organization_id = $1 AND project_id = $2 AND id = ANY ($3) AND deleted_at IS NULL AND {LookSql.IfClaimed}
                ORDER BY id FOR KEY SHARE
                """,
                organizationId,
                projectId,
                needs.LabelIds.ToArray()
            );
        if (needs.MilestoneId is { } milestoneId)
            Add(
                $"""
                SELECT id FROM milestones
                WHERE organization_id = $1 AND project_id = $2 AND id = $3 AND deleted_at IS NULL AND {LookSql.IfClaimed} FOR KEY SHARE
                """,
                organizationId,
                projectId,
                milestoneId
            );
    }

    private void Add(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    private async Task<ProjectFrame> ReadProjectAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var key = "";
        DateTimeOffset? archivedAt = null;
        var statuses = new List<FrameStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            key = reader.GetString(0);
            archivedAt = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1);
            if (!await reader.IsDBNullAsync(2, cancellationToken))
                statuses.Add(
                    new FrameStatus(reader.GetGuid(2), reader.GetString(3), Enum.Parse<StatusCategory>(reader.GetString(4), true))
                );
        }

        return new ProjectFrame(organizationId, projectId, key, archivedAt, statuses);
    }

    private static async Task<HashSet<Guid>> ReadIdsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private static async Task<List<Revision>> ReadRevisionsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var revisions = new List<Revision>();
        while (await reader.ReadAsync(cancellationToken))
        {
            using var changes = JsonDocument.Parse(reader.GetString(3));
            revisions.Add(
                new Revision(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    LoggedChanges.Read(changes.RootElement)
                )
                {
                    RankBefore = LoggedChanges.RankBefore(changes.RootElement),
                    Archived = LoggedChanges.Archived(changes.RootElement),
                }
            );
        }

        return revisions;
    }
}
