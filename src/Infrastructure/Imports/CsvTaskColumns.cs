using CsvHelper;
using TaskFlow.Domain.Imports;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>Where the columns of a task stand in a file. Names are compared without case and surrounding blanks.</summary>
internal sealed class CsvTaskColumns
{
    public static readonly string[] Names =
    [
        "external_id",
        "title",
        "description",
        "status",
        "priority",
        "labels",
        "assignee",
        "created_at",
    ];

    private readonly int[] positions;

    public CsvTaskColumns(IReadOnlyList<string> headers)
    {
        var normalized = headers.Select(Normalize).ToList();
        positions = [.. Names.Select(name => normalized.IndexOf(name))];
        Unknown = [.. headers.Where(header => !Names.Contains(Normalize(header), StringComparer.Ordinal))];
    }

    public IReadOnlyList<string> Unknown { get; }

    public static CsvRefusal? RefusalOf(IReadOnlyList<string> headers)
    {
        var names = headers.Select(Normalize).ToList();
        if (!names.Contains("title", StringComparer.Ordinal))
            return new(CsvRefusalReason.NoTitleColumn, 1, "The file has no column 'title'.");

        var duplicate = Names.FirstOrDefault(name => names.Count(header => string.Equals(header, name, StringComparison.Ordinal)) > 1);
        return duplicate is null ? null : new(CsvRefusalReason.DuplicateColumn, 1, $"The column '{duplicate}' occurs twice.");
    }

    /// <summary>A short record says nothing about the columns that it does not reach.</summary>
    public ImportRow RowOf(CsvReader reader, int row)
    {
        return new(
            row,
            Text(0)?.Trim() is { Length: > 0 } id ? id : null,
            (Text(1) ?? "").Trim(),
            Text(2),
            Text(3)?.Trim(),
            Text(4)?.Trim(),
            Text(5) is { } labels ? NameList.Split(labels) : null,
            Text(6) is { } assignees ? NameList.Split(assignees) : null,
            Text(7)?.Trim()
        );

        string? Text(int column) =>
            positions[column] >= 0 && positions[column] < reader.FieldCount ? reader.GetString(positions[column]) : null;
    }

    private static string Normalize(string header) => header.Trim().ToLowerInvariant();
}
