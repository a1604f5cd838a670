using System.Globalization;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Domain.Imports;

/// <summary>A record whose words were understood: what it wants of a task, in the words of this project.</summary>
/// <param name="Assignees">E-mail addresses or names; whether these people are members is not known yet.</param>
public sealed record ImportedRow(
    int Row,
    string? ExternalId,
    string Title,
    string? Description,
    string? Status,
    TaskPriority? Priority,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<string>? Assignees,
    DateTimeOffset? CreatedAt
)
{
    public const int ExternalIdMaxLength = 200;

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    /// <summary>Reads what the record says.</summary>
    /// <returns><c>null</c> with everything that is wrong with the record in <paramref name="failure"/>.</returns>
    public static ImportedRow? Read(ImportRow row, ImportMapping mapping, out string failure)
    {
        var status = Mapped(row.Status, mapping.Status);
        var labels = row.Labels?.Select(label => Mapped(label, mapping.Labels)!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var priority = PriorityOf(Mapped(row.Priority, mapping.Priority), out var priorityIsKnown);
        var createdAt = InstantOf(row.CreatedAt, out var dateIsKnown);
        var problems = new List<string>();

        if (row.Title.Length == 0)
            problems.Add("The title is empty.");
        if (row.Title.Length > TaskItem.TitleMaxLength)
            problems.Add($"The title has more than {TaskItem.TitleMaxLength} characters.");
        if (row.Description?.Length > TaskItem.DescriptionMaxLength)
            problems.Add($"The description has more than {TaskItem.DescriptionMaxLength} characters.");
        if (row.ExternalId?.Length > ExternalIdMaxLength)
            problems.Add($"The external_id has more than {ExternalIdMaxLength} characters.");
        if (status?.Length > Projects.Status.NameMaxLength)
            problems.Add($"The status has more than {Projects.Status.NameMaxLength} characters.");
        if (labels?.Any(label => label.Length > Label.NameMaxLength) == true)
            problems.Add($"A label has more than {Label.NameMaxLength} characters.");
        if (labels?.Count > TaskItem.MaxLabels)
            problems.Add($"The row has more than {TaskItem.MaxLabels} labels.");
        if (row.Assignees?.Count > TaskItem.MaxAssignees)
            problems.Add($"The row has more than {TaskItem.MaxAssignees} assignees.");
        if (!priorityIsKnown)
            problems.Add($"The priority '{row.Priority}' is unknown; it is one of none, low, medium, high, urgent.");
        if (!dateIsKnown)
            problems.Add($"The date '{row.CreatedAt}' is unknown; it is written 2026-01-31 or 2026-01-31T10:00:00Z.");

        failure = string.Join(' ', problems);
        return problems.Count > 0
            ? null
            : new(
                row.Row,
                row.ExternalId,
                row.Title,
                row.Description,
                status is { Length: 0 } ? null : status,
                priority,
                labels,
                row.Assignees?.Select(person => Mapped(person, mapping.Assignee)!).Distinct(StringComparer.OrdinalIgnoreCase).ToList(),
                createdAt
            );
    }

    private static string? Mapped(string? word, IReadOnlyDictionary<string, string> names) =>
        word is not null && names.TryGetValue(word, out var name) ? name : word;

    private static TaskPriority? PriorityOf(string? word, out bool known)
    {
        known = true;
        if (word is null)
            return null;
        if (word.Length == 0)
            return TaskPriority.None;
        known = Enum.TryParse<TaskPriority>(word, ignoreCase: true, out var priority) && char.IsAsciiLetter(word[0]);
        return known ? priority : null;
    }

    // A date without an offset is UTC, whatever machine reads it.
    private static DateTimeOffset? InstantOf(string? text, out bool known)
    {
        known = true;
        if (string.IsNullOrEmpty(text))
            return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        known = DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, utc, out var instant);
        return known ? instant : null;
    }
}
