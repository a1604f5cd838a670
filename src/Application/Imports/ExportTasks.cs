using System.Runtime.CompilerServices;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Imports;

/// <summary>The tasks of a project in the columns of the import, in the order of their numbers; archived ones stay out.</summary>
public sealed record ExportTasks(Guid ProjectId) : IQuery<TaskExport>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

public sealed record TaskExport(string FileName, IAsyncEnumerable<ExportedTask> Tasks);

/// <summary>A task as a row of a CSV file.</summary>
/// <param name="ExternalId">Of its import; otherwise the task's own id, by which an import finds it again.</param>
public sealed record ExportedTask(
    string ExternalId,
    string Title,
    string Description,
    string Status,
    string Priority,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Assignees,
    DateTimeOffset CreatedAt
);

internal sealed class ExportTasksHandler(IAppDbContext db) : IRequestHandler<ExportTasks, Result<TaskExport>>
{
    private const int PageSize = 500;

    public async Task<Result<TaskExport>> Handle(ExportTasks request, CancellationToken cancellationToken)
    {
        var key = await db.Projects.Where(p => p.Id == request.ProjectId).Select(p => p.Key).FirstOrDefaultAsync(cancellationToken);
        return key is null ? Error.NotFound("Project") : new TaskExport($"{key}.csv", ReadAsync(request.ProjectId, cancellationToken));
    }

    // Page by page: a slow client must not hold a statement or a transaction open.
    private async IAsyncEnumerable<ExportedTask> ReadAsync(Guid projectId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statuses = await db.Statuses.Where(s => s.ProjectId == projectId).ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var labels = await db.Labels.Where(l => l.ProjectId == projectId).ToDictionaryAsync(l => l.Id, l => l.Name, cancellationToken);
        var emails = new Dictionary<Guid, string>();
        var last = 0L;
        while (true)
        {
            var page = await db
                .Tasks.AsNoTracking()
                .Where(t => t.ProjectId == projectId && t.ArchivedAt == null && t.Number > last)
                .OrderBy(t => t.Number)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            await LearnAsync(emails, page.SelectMany(t => t.AssigneeIds), cancellationToken);
            foreach (var task in page)
            {
                yield return new(
                    task.ExternalId ?? task.Id.ToString(),
                    task.Title,
                    task.Description,
                    statuses.GetValueOrDefault(task.StatusId, ""),
                    task.Priority.ToString().ToLowerInvariant(),
                    [.. task.LabelIds.Where(labels.ContainsKey).Select(id => labels[id])],
                    [.. task.AssigneeIds.Where(emails.ContainsKey).Select(id => emails[id])],
                    task.CreatedAt
                );
            }

            if (page.Count < PageSize)
                yield break;
            last = page[^1].Number;
        }
    }

    private async Task LearnAsync(Dictionary<Guid, string> emails, IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        var unknown = people.Where(id => !emails.ContainsKey(id)).Distinct().ToArray();
        if (unknown.Length == 0)
            return;
        foreach (
            var user in await db
                .Users.Where(u => unknown.Contains(u.Id))
                .Select(u => new Named(u.Id, u.Email))
                .ToListAsync(cancellationToken)
        )
            emails[user.Id] = user.Name;
    }
}
