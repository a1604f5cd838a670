using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Imports;

/// <summary>
/// The tasks that the records of a batch speak of. An external id is the one of an earlier import, or the id of a task itself, as an export
/// writes it for a task that was never imported.
/// </summary>
internal sealed class KnownTasks
{
    private readonly Dictionary<string, KnownTask> byExternalId;
    private readonly Dictionary<Guid, ImportSource> sources;
    private Dictionary<Guid, TaskItem> loaded = [];
    private Dictionary<Guid, DateTimeOffset> heldUntil = [];

    private KnownTasks(IEnumerable<KnownTask> tasks, IEnumerable<ImportSource> sources)
    {
        byExternalId = tasks.ToDictionary(t => t.ExternalId, StringComparer.Ordinal);
        this.sources = sources.ToDictionary(s => s.TaskId);
    }

    public static async Task<KnownTasks> ReadAsync(IAppDbContext db, Guid projectId, IReadOnlyList<BatchRow> rows, CancellationToken ct)
    {
        var externalIds = rows.Select(r => r.Row.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var tasks = await db
            .Tasks.Where(t => t.ProjectId == projectId && externalIds.Contains(t.ExternalId))
            .Select(t => new KnownTask(t.ExternalId!, t.Id, t.ArchivedAt != null))
            .ToListAsync(ct);

        var spelled = externalIds.Where(id => Guid.TryParseExact(id, "D", out _)).ToDictionary(Guid.Parse);
        if (spelled.Count > 0)
        {
            var ids = spelled.Keys.ToArray();
            var own = await db
                .Tasks.Where(t => t.ProjectId == projectId && t.ExternalId == null && ids.Contains(t.Id))
                .Select(t => new { t.Id, IsArchived = t.ArchivedAt != null })
                .ToListAsync(ct);
            tasks.AddRange(own.Select(t => new KnownTask(spelled[t.Id], t.Id, t.IsArchived)));
        }

        var taskIds = tasks.Select(t => t.Id).ToArray();
        return new(tasks, await db.ImportSources.Where(s => taskIds.Contains(s.TaskId)).ToListAsync(ct));
    }

    public KnownTask? Find(string? externalId) => externalId is null ? null : byExternalId.GetValueOrDefault(externalId);

    public ImportSource? SourceOf(Guid taskId) => sources.GetValueOrDefault(taskId);

    /// <summary>Loads the tasks that the file touches, and says whose text others than the importer edit; all others stay where they are.</summary>
    public async Task LoadAsync(IAppDbContext db, IEnumerable<RowPlan> plans, Guid importerId, CancellationToken ct)
    {
        var ids = plans.Select(p => p.TaskId).OfType<Guid>().ToArray();
        if (ids.Length == 0)
            return;
        loaded = await db.Tasks.Where(t => ids.Contains(t.Id)).OrderBy(t => t.Id).Locked().ToDictionaryAsync(t => t.Id, ct);
        heldUntil = await db
            .TaskViews.Where(t => ids.Contains(t.Id) && t.LockUserId != null && t.LockUserId != importerId)
            .ToDictionaryAsync(t => t.Id, t => t.LockExpiresAt!.Value, ct);
    }

    /// <summary>What was touched in the file may stand in the task already.</summary>
    public RowPlan Judge(RowPlan plan)
    {
        if (plan.TaskId is not { } id || !loaded.TryGetValue(id, out var task))
            return plan;
        var changes = TaskMerge.Of(task, plan.Touched, MergeBase.Latest(task.Version)).Effective;
        // S-2.3 holds for files too. Nothing was learned of the record, so the same file can be imported again.
        if (
            heldUntil.TryGetValue(id, out var until) && (changes.ContainsKey(TaskField.Title) || changes.ContainsKey(TaskField.Description))
        )
            return RowPlan.Fail(plan.Row, $"Somebody edits the text of this task until {until:HH:mm} UTC. Import the file again then.");
        return plan with { Task = task, Outcome = changes.Count > 0 ? RowOutcome.Updated : RowOutcome.Unchanged };
    }
}

internal sealed record KnownTask(string ExternalId, Guid Id, bool IsArchived);
