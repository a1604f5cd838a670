using System.Globalization;
using System.Text.Json;

namespace TaskFlow.Load;

/// <summary>The figures of one run, for people and for <c>--json</c>.</summary>
/// <param name="CeilingRps">What the create transaction alone reaches; ratios are to it.</param>
/// <param name="IdleConnectionBytes">What the server holds for a live connection on which nothing happens.</param>
internal sealed record Report(IReadOnlyList<Row> Rows, double CeilingRps, Memory Memory, long IdleConnectionBytes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"{"row", -20}{"per second", 12}{"p50 ms", 10}{"p99 ms", 10}{"ratio to ceiling", 18}{"app µs", 10}{"postgres µs", 13}"
        );
        foreach (var row in Rows)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name, -20}{row.Rps, 12:N0}{row.P50Ms, 10:N2}{row.P99Ms, 10:N2}{row.Rps / CeilingRps, 18:N2}{row.Cost.ApplicationUs, 10:N0}{row.Cost.DatabaseUs, 13:N0}"
                )
            );
        output.WriteLine("app µs, postgres µs: processor time of one request.");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"A merged patch costs {MergeSurcharge:P0} more of it than a plain one (bar: 15 %)."
            )
        );
        foreach (var row in Rows.Where(row => row.P95Ms is not null))
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{row.Name}: p95 {row.P95Ms:N1} ms from the event to a client (bar: 100 ms).")
            );
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"An idle live connection costs {IdleConnectionBytes / 1024.0:N1} KB.")
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Memory of the server: {Megabytes(Memory.Resident)}, at most {Megabytes(Memory.Peak)}."
            )
        );
    }

    public async Task WriteJsonAsync(string file)
    {
        var rows = Rows.Select(row => new
        {
            name = row.Name,
            rps = Math.Round(row.Rps, 1),
            p50_ms = Math.Round(row.P50Ms, 3),
            p95_ms = row.P95Ms is { } p95 ? Math.Round(p95, 3) : (double?)null,
            p99_ms = Math.Round(row.P99Ms, 3),
            ratio = Math.Round(row.Rps / CeilingRps, 3),
            application_cpu_us = Math.Round(row.Cost.ApplicationUs),
            database_cpu_us = Math.Round(row.Cost.DatabaseUs),
        });
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(
            stream,
            new
            {
                rows,
                idle_connection_bytes = IdleConnectionBytes,
                memory_bytes = Memory.Resident,
                peak_memory_bytes = Memory.Peak,
            },
            Indented
        );
    }

    /// <summary>What a base one version behind costs above the current one, as a share (issue "Editing together").</summary>
    private double MergeSurcharge => CostOf("merge_patch") / CostOf("plain_patch") - 1;

    private double CostOf(string name) => Rows.Single(r => r.Name == name).Cost.TotalUs;

    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:N0} MB");
}
