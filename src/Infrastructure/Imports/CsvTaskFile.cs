using System.Text;
using System.Text.Unicode;
using CsvHelper;
using TaskFlow.Domain.Imports;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>A CSV file of tasks that was read to its end once and found whole; <see cref="Rows"/> reads it again, one record at a time.</summary>
public sealed class CsvTaskFile
{
    private readonly ReadOnlyMemory<byte> content;
    private readonly CsvTaskColumns columns;

    private CsvTaskFile(ReadOnlyMemory<byte> content, CsvTaskColumns columns, int rowsTotal, IReadOnlyList<ImportNote> warnings)
    {
        this.content = content;
        this.columns = columns;
        RowsTotal = rowsTotal;
        Warnings = warnings;
    }

    public int RowsTotal { get; }

    /// <summary>Unknown columns and surplus fields, which are left out.</summary>
    public IReadOnlyList<ImportNote> Warnings { get; }

    /// <summary>Reads the whole file. <paramref name="content"/> must not change while the file is in use.</summary>
    /// <returns><c>null</c> with a <paramref name="refusal"/> when nothing of the file may be imported.</returns>
    public static CsvTaskFile? Read(ReadOnlyMemory<byte> content, out CsvRefusal? refusal)
    {
        refusal = RefusalOfText(content.Span);
        if (refusal is not null)
            return null;

        var quotes = new QuoteCheck();
        using var reader = Open(content, quotes.Inspect);
        reader.ReadHeader();
        refusal = quotes.Refusal ?? CsvTaskColumns.RefusalOf(reader.Headers);
        if (refusal is not null)
            return null;

        var header = new CsvTaskColumns(reader.Headers);
        var warnings = header.Unknown.Select(name => new ImportNote(1, $"The column '{name}' is unknown and was left out.")).ToList();
        var rowsTotal = 0;
        while (reader.Read() && quotes.Refusal is null)
        {
            rowsTotal++;
            if (reader.FieldCount > reader.Headers.Count)
                warnings.Add(
                    new(rowsTotal + 1, $"The row has {reader.FieldCount} fields, the header {reader.Headers.Count}; the rest was left out.")
                );
        }

        refusal = quotes.Refusal;
        return refusal is null ? new(content, header, rowsTotal, warnings) : null;
    }

    public IEnumerable<ImportRow> Rows()
    {
        using var reader = Open(content, onMalformed: null);
        for (var row = 2; reader.Read(); row++)
            yield return columns.RowOf(reader, row);
    }

    // A stray quote inside an unquoted field is taken as text, as spreadsheets do; what cannot be read one way only is refused by QuoteCheck.
    private static CsvReader Open(ReadOnlyMemory<byte> content, Action<CsvMalformedRecord>? onMalformed) =>
        CsvReader.Create(
            content,
            new()
            {
                Separator = ',',
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = onMalformed,
            }
        );

    private static CsvRefusal? RefusalOfText(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            return new(CsvRefusalReason.NotUtf8, 1, "The file is not UTF-8 text.");
        if (bytes.Contains((byte)0))
            return new(CsvRefusalReason.NotUtf8, 1, "The file is not text: it contains the character U+0000.");
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        return bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? new(CsvRefusalReason.Empty, 1, "The file is empty.") : null;
    }
}
