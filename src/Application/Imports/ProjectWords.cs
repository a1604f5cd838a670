using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Imports;

/// <summary>The statuses, labels and people that a record may name, and those it names in vain.</summary>
internal sealed class ProjectWords
{
    private readonly Import import;
    private readonly bool mayAddStatuses;
    private readonly DateTimeOffset at;
    private readonly Dictionary<string, Guid> statuses;
    private readonly Dictionary<Guid, StatusCategory> categories;
    private readonly Dictionary<string, Guid> labels;
    private readonly Dictionary<string, Guid> people;
    private readonly Guid firstStatus;
    private readonly List<Status> newStatuses = [];
    private readonly List<Label> newLabels = [];
    private readonly List<ImportNote> warnings = [];

    private ProjectWords(
        Import import,
        ProjectFrame frame,
        bool mayAddStatuses,
        DateTimeOffset at,
        IEnumerable<Named> labels,
        IEnumerable<Named> people
    )
    {
        this.import = import;
        this.mayAddStatuses = mayAddStatuses;
        this.at = at;
        statuses = ByName(frame.Statuses.Select(s => new Named(s.Id, s.Name)));
        categories = frame.Statuses.ToDictionary(s => s.Id, s => s.Category);
        firstStatus = frame.Statuses[0].Id;
        this.labels = ByName(labels);
        this.people = ByName(people);
    }

    public IReadOnlyList<ImportNote> Warnings => warnings;

    public static async Task<ProjectWords> ReadAsync(
        IAppDbContext db,
        ProjectFrame frame,
        Import import,
        bool mayAddStatuses,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var labelNames = await db.Labels.Where(l => l.ProjectId == import.ProjectId).Select(l => new Named(l.Id, l.Name)).ToListAsync(ct);
        var members = await db
            .Memberships.Where(m => m.OrganizationId == import.OrganizationId)
            .Where(m => m.Role != Role.Guest || m.ProjectIds.Contains(import.ProjectId))
            .Join(
                db.Users,
                m => m.UserId,
                u => u.Id,
                (m, u) =>
                    new
                    {
                        u.Id,
                        u.Email,
                        u.DisplayName,
                    }
            )
            .ToListAsync(ct);

        // An address names one person; a name only when nobody else has it.
        var names = members
            .GroupBy(m => m.DisplayName, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() == 1)
            .Select(g => new Named(g.First().Id, g.Key));
        return new(import, frame, mayAddStatuses, at, labelNames, [.. members.Select(m => new Named(m.Id, m.Email)), .. names]);
    }

    /// <summary>The record in ids. On success every word it uses exists or is about to.</summary>
    /// <returns><c>null</c> with the words that nobody knows in <paramref name="failure"/>.</returns>
    public TaskPatch? Understand(ImportedRow row, out string failure)
    {
        var problems = new List<string>();
        if (row.Status is { } status && !statuses.ContainsKey(status) && ReasonAgainstStatus(status) is { } reason)
            problems.Add(reason);
        if (!import.CreateMissing)
            problems.AddRange((row.Labels ?? []).Where(l => !labels.ContainsKey(l)).Select(l => $"The project has no label '{l}'."));
        failure = string.Join(' ', problems);
        if (problems.Count > 0)
            return null;

        var patch = new TaskPatch().With(TaskField.Title, row.Title);
        if (row.Description is not null)
            patch.With(TaskField.Description, row.Description);
        if (row.Status is { } known)
            patch.With(TaskField.StatusId, StatusOf(known));
        if (row.Priority is { } priority)
            patch.With(TaskField.Priority, priority);
        if (row.Labels is not null)
            patch.With(TaskField.LabelIds, row.Labels.Select(LabelOf).Distinct().ToList());
        if (row.Assignees is not null)
            patch.With(TaskField.AssigneeIds, row.Assignees.Select(name => PersonOf(name, row.Row)).OfType<Guid>().Distinct().ToList());
        return patch;
    }

    public TaskPatch WithDefaultStatus(TaskPatch patch) =>
        patch.Touches(TaskField.StatusId) ? patch : patch.With(TaskField.StatusId, firstStatus);

    public StatusCategory CategoryOf(Guid statusId) => categories[statusId];

    public void AddMissing(IAppDbContext db)
    {
        db.Statuses.AddRange(newStatuses);
        db.Labels.AddRange(newLabels);
    }

    private string? ReasonAgainstStatus(string status) =>
        !import.CreateMissing ? $"The project has no status '{status}'."
        : !mayAddStatuses ? $"The project has no status '{status}', and only an administrator may add one."
        : null;

    private Guid StatusOf(string name)
    {
        if (statuses.TryGetValue(name, out var id))
            return id;
        var status = Status.Add(
            import.OrganizationId,
            import.ProjectId,
            StatusWords.DraftOf(name),
            categories.Count,
            import.CreatedBy,
            at,
            import.Id
        );
        newStatuses.Add(status);
        categories[status.Id] = status.Category;
        return statuses[name] = status.Id;
    }

    private Guid LabelOf(string name)
    {
        if (labels.TryGetValue(name, out var id))
            return id;
        var label = Label.Add(import.OrganizationId, import.ProjectId, name, null, import.CreatedBy, at, import.Id);
        newLabels.Add(label);
        return labels[name] = label.Id;
    }

    private Guid? PersonOf(string name, int row)
    {
        if (people.TryGetValue(name, out var id))
            return id;
        warnings.Add(new(row, $"'{name}' is no member who sees the project; their tasks stay unassigned."));
        return null;
    }

    private static Dictionary<string, Guid> ByName(IEnumerable<Named> named)
    {
        var ids = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, name) in named)
            ids.TryAdd(name, id);
        return ids;
    }
}

internal sealed record Named(Guid Id, string Name);
