namespace TaskFlow.Application.Imports;

/// <summary>A task as a row of a CSV file, in the columns of the import.</summary>
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
