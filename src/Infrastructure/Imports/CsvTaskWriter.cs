using System.Globalization;
using CsvHelper;
using TaskFlow.Application.Imports;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>
/// Writes tasks as CSV in the columns of the import, one at a time. Values are written as they are: a field that a spreadsheet might take for
/// a formula is not altered, because the file must come back as it went (RFC 4180 quoting only).
/// </summary>
public sealed class CsvTaskWriter(Stream output) : IAsyncDisposable
{
    private static readonly CsvWriterOptions Options = new()
    {
        Separator = ',',
        NewLine = "\n",
        Injection = CsvInjection.None,
        HasHeader = false,
    };

    private readonly CsvWriter writer = CsvWriter.Create(output, Options, leaveOpen: true);

    /// <summary>Writes the header and the tasks as they come; the buffer of 64 KiB is all that is held.</summary>
    public async Task WriteAsync(IAsyncEnumerable<ExportedTask> tasks, CancellationToken ct)
    {
        writer.WriteRecord(CsvTaskColumns.Names);
        await foreach (var task in tasks.WithCancellation(ct))
            await writer.WriteRecordAsync(Fields(task), ct);
        await writer.FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private static string[] Fields(ExportedTask task) =>
        [
            task.ExternalId,
            task.Title,
            task.Description,
            task.Status,
            task.Priority,
            NameList.Join(task.Labels),
            NameList.Join(task.Assignees),
            task.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        ];
}
