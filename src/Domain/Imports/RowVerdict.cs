using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Imports;

public enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Failed,
}

/// <summary>What an import did with one record; on a dry run what it would do.</summary>
public sealed class RowVerdict : ITenantOwned
{
    private RowVerdict() { }

    public Guid OrganizationId { get; private init; }

    public Guid ImportId { get; private init; }

    /// <summary>The header is 1.</summary>
    public int Row { get; private init; }

    public RowOutcome Outcome { get; private init; }

    /// <summary>Why the record failed; null when it did not.</summary>
    public string? Failure { get; private init; }

    public static RowVerdict Of(Import import, int row, RowOutcome outcome, string? failure = null) =>
        new()
        {
            OrganizationId = import.OrganizationId,
            ImportId = import.Id,
            Row = row,
            Outcome = outcome,
            Failure = failure,
        };
}
