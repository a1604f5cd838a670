namespace TaskFlow.Infrastructure.Imports;

public enum CsvRefusalReason
{
    NotUtf8,
    Empty,
    NoTitleColumn,
    DuplicateColumn,
    BrokenQuotes,
}

/// <summary>Why nothing of a file is imported.</summary>
/// <param name="Row">The record where the trouble begins: for an unclosed quote the one that opened it.</param>
public sealed record CsvRefusal(CsvRefusalReason Reason, int Row, string Message);
