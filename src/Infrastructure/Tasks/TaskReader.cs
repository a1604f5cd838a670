using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Tasks;

/// <summary>
/// Reads that ask while others of their organization are on their way go together in the next statement, as commits share a flush: a single
/// read waits for nobody, and under load the price of a statement is shared (ADR 0016). Nothing is remembered: a read is sent after it was
/// asked for, so it sees what was committed before.
/// </summary>
internal sealed class TaskReader(NpgsqlDataSource database) : ITaskReader
{
    /// <summary>One is read while the next one is being gathered.</summary>
    private const int StatementsAtOnce = 2;

    /// <summary>A statement that reads more keeps its first reader waiting longer than the sharing saves.</summary>
    private const int MaxTogether = 64;

    /// <summary>One look-up for each task: left to itself the planner joins whole projects, which costs more the more an organization has.</summary>
    private const string Sql = """
        SELECT t.organization_id, t.id, t.project_id, t.number, t.title, t.description, t.status_id, t.priority, t.assignee_ids, t.label_ids,
               t.parent_id, t.start_date, t.due_date, t.estimate, t.rank, t.version, t.created_by, t.created_at, t.updated_at, t.updated_by,
               t.started_at, t.completed_at, t.archived_at, t.key, t.status_category, t.subtask_count, t.comment_count,
               t.lock_user_id, t.lock_expires_at, t.milestone_id
        FROM unnest($2) AS wanted(id)
        CROSS JOIN LATERAL (SELECT * FROM task_views v WHERE v.organization_id = $1 AND v.id = wanted.id LIMIT 1) t
        """;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Lane> lanes = [];

    public Task<TaskView?> FindAsync(Guid organizationId, Guid taskId, CancellationToken cancellationToken)
    {
        var request = new Request(taskId);
        lock (gate)
        {
            if (!lanes.TryGetValue(organizationId, out var lane))
                lanes[organizationId] = lane = new Lane(organizationId);
            lane.Waiting.Enqueue(request);
            if (lane.Running < StatementsAtOnce)
            {
                lane.Running++;
                // The lane goes on for others after this caller has left: it must not run in the caller's trace.
                using (ExecutionContext.SuppressFlow())
                    _ = RunAsync(lane);
            }
        }

        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(Lane lane)
    {
        while (TakeTogether(lane) is { } together)
        {
            try
            {
                var found = await ReadAsync(lane.OrganizationId, together);
                foreach (var request in together)
                    request.Answer.SetResult(found.GetValueOrDefault(request.TaskId));
            }
            catch (Exception failure)
            {
                // Whatever it is, it is the answer of those who asked; the lane serves the next ones.
                foreach (var request in together)
                    request.Answer.TrySetException(failure);
            }
        }
    }

    /// <returns>Null when nobody waits any more; this run of the lane has then ended.</returns>
    private List<Request>? TakeTogether(Lane lane)
    {
        lock (gate)
        {
            var together = new List<Request>(Math.Min(lane.Waiting.Count, MaxTogether));
            while (together.Count < MaxTogether && lane.Waiting.TryDequeue(out var request))
                together.Add(request);
            if (together.Count > 0)
                return together;
            if (--lane.Running == 0)
                lanes.Remove(lane.OrganizationId);
            return null;
        }
    }

    private async Task<Dictionary<Guid, TaskView>> ReadAsync(Guid organizationId, List<Request> together)
    {
        await using var batch = database.CreateBatch();
        var tenancy = batch.CreateBatchCommand();
        tenancy.CommandText = "SELECT set_config('app.orgs', $1, true)";
        tenancy.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenancy.Array([organizationId]) });
        batch.BatchCommands.Add(tenancy);
        var query = batch.CreateBatchCommand();
        query.CommandText = Sql;
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. together.Select(r => r.TaskId).Distinct()] });
        batch.BatchCommands.Add(query);

        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var found = new Dictionary<Guid, TaskView>(together.Count);
        while (await reader.ReadAsync())
        {
            var task = TaskAt(reader);
            found.Add(task.Id, task);
        }

        return found;
    }

    private static TaskView TaskAt(NpgsqlDataReader row) =>
        new()
        {
            OrganizationId = row.GetGuid(0),
            Id = row.GetGuid(1),
            ProjectId = row.GetGuid(2),
            Number = row.GetInt64(3),
            Title = row.GetString(4),
            Description = row.GetString(5),
            StatusId = row.GetGuid(6),
            Priority = Enum.Parse<TaskPriority>(row.GetString(7), ignoreCase: true),
            AssigneeIds = row.GetFieldValue<List<Guid>>(8),
            LabelIds = row.GetFieldValue<List<Guid>>(9),
            MilestoneId = row.IsDBNull(29) ? null : row.GetGuid(29),
            ParentId = row.IsDBNull(10) ? null : row.GetGuid(10),
            StartDate = row.IsDBNull(11) ? null : row.GetFieldValue<DateOnly>(11),
            DueDate = row.IsDBNull(12) ? null : row.GetFieldValue<DateOnly>(12),
            Estimate = row.IsDBNull(13) ? null : row.GetDecimal(13),
            Rank = row.GetString(14),
            Version = row.GetInt32(15),
            CreatedBy = row.GetGuid(16),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(17),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(18),
            UpdatedBy = row.GetGuid(19),
            StartedAt = MomentAt(row, 20),
            CompletedAt = MomentAt(row, 21),
            ArchivedAt = MomentAt(row, 22),
            Key = row.GetString(23),
            StatusCategory = Enum.Parse<StatusCategory>(row.GetString(24), ignoreCase: true),
            SubtaskCount = row.GetInt32(25),
            CommentCount = row.GetInt32(26),
            LockUserId = row.IsDBNull(27) ? null : row.GetGuid(27),
            LockExpiresAt = MomentAt(row, 28),
        };

    private static DateTimeOffset? MomentAt(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private sealed class Lane(Guid organizationId)
    {
        public Guid OrganizationId { get; } = organizationId;

        public Queue<Request> Waiting { get; } = new();

        public int Running { get; set; }
    }

    private sealed class Request(Guid taskId)
    {
        public Guid TaskId { get; } = taskId;

        public TaskCompletionSource<TaskView?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
