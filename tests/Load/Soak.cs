using System.Diagnostics;
using System.Globalization;

namespace TaskFlow.Load;

/// <summary>Mixed load for minutes while memory is watched: what grows without end shows here first.</summary>
internal static class Soak
{
    private const int PlotWidth = 60;

    private static readonly TimeSpan Share = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(Server server, Workspace workspace, Wrk wrk, TimeSpan length)
    {
        (string Kind, IReadOnlyList<Guid> Targets)[] mix =
        [
            ("board", [workspace.BoardProjectId]),
            ("create", workspace.ProjectIds),
            ("get", workspace.TaskIds),
            ("patch", workspace.TaskIds),
            ("list", workspace.ProjectIds),
        ];
        var samples = new List<(TimeSpan At, long Bytes)>();
        var watch = Stopwatch.StartNew();
        for (var turn = 0; watch.Elapsed < length; turn++)
        {
            var (kind, targets) = mix[turn % mix.Length];
            await wrk.RunAsync(kind, kind, targets, Share);
            if (turn % mix.Length == mix.Length - 1)
            {
                samples.Add((watch.Elapsed, server.Memory().Resident));
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{watch.Elapsed.TotalMinutes:N1} of {length.TotalMinutes:N0} min: {Report.Megabytes(samples[^1].Bytes)}"
                    )
                );
            }
        }

        Plot(samples);
        await workspace.VerifyLogsAsync(server);
        return 0;
    }

    private static void Plot(List<(TimeSpan At, long Bytes)> samples)
    {
        var most = samples.Max(s => s.Bytes);
        foreach (var (at, bytes) in samples)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{at.TotalMinutes, 5:N1} min {Report.Megabytes(bytes), 8} {new string('#', (int)(bytes * PlotWidth / most))}"
                )
            );
        var half = samples.Count / 2;
        var (early, late) = (Average(samples[..half]), Average(samples[half..]));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"First half {Report.Megabytes((long)early)}, second half {Report.Megabytes((long)late)} on average: {(late / early) - 1:+0.0%;-0.0%}."
            )
        );
    }

    private static double Average(List<(TimeSpan At, long Bytes)> samples) =>
        samples.Count == 0 ? double.NaN : samples.Average(s => s.Bytes);
}
