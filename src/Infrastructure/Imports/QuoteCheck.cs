using CsvHelper;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>
/// Judges the records whose quotes the reader had to repair. It reports one problem a record, the first, so a stray quote may hide
/// a quoted field that never ends and swallows the rest of the file.
/// </summary>
internal sealed class QuoteCheck
{
    public CsvRefusal? Refusal { get; private set; }

    public void Inspect(CsvMalformedRecord record)
    {
        if (Refusal is not null || record.Reason is CsvMalformedReason.FieldCountMismatch)
            return;

        var row = checked((int)record.RecordNumber);
        if (record.Reason is CsvMalformedReason.UnterminatedQuote || EndsInsideQuote(record.RawRecord))
            Refusal = new(CsvRefusalReason.BrokenQuotes, row, $"The quote that opens in row {row} is never closed.");
        else if (record.Reason is not CsvMalformedReason.StrayQuote)
            Refusal = new(
                CsvRefusalReason.BrokenQuotes,
                row,
                $"Text follows a closing quote in row {row}; a quote inside a field is written twice."
            );
    }

    private static bool EndsInsideQuote(string record)
    {
        for (var field = 0; field < record.Length; )
        {
            var end = field;
            if (record[field] == '"')
            {
                do
                {
                    end = record.IndexOf('"', end + 1);
                    if (end < 0)
                        return true;
                } while (++end < record.Length && record[end] == '"');
            }

            var separator = record.IndexOf(',', end);
            if (separator < 0)
                return false;
            field = separator + 1;
        }

        return false;
    }
}
