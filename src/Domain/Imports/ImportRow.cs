namespace TaskFlow.Domain.Imports;

/// <summary>
/// One record of an import file as it was written. A member is <c>null</c> when the file has no such column: an import changes only what the
/// file speaks of.
/// </summary>
/// <param name="Row">The number of the record; the header is 1.</param>
public sealed record ImportRow(
    int Row,
    string? ExternalId,
    string Title,
    string? Description,
    string? Status,
    string? Priority,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<string>? Assignees,
    string? CreatedAt
);

/// <summary>What is to be said about a record of an import file: why it failed, or what was left out.</summary>
public sealed record ImportNote(int Row, string Message);
