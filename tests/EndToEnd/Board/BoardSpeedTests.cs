using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;
using Xunit.Abstractions;

namespace TaskFlow.EndToEnd.Board;

/// <summary>A board of 2 000 cards is painted in under a second, from a cold browser (bar of issue 2).</summary>
[Collection(Stage.Alone)]
public sealed class BoardSpeedTests(Stage stage, ITestOutputHelper output)
{
    private const int Cards = 2_000;
    private const int Runs = 5;

    /// <summary>How much longer the full board may take than an empty one, which waits for the same code, sign-in and neighbours.</summary>
    private const double MaxSlower = 2.5;

    /// <summary>The same for the page's own work; this does not depend on who else uses the cores.</summary>
    private const double MaxMoreWork = 2.2;

    private static readonly TimeSpan EmptyOnAFitMachine = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    /// <summary>Sets <c>painted</c> to the milliseconds from navigation to the first frame that shows the columns, or their first cards.</summary>
    private const string Stopwatch = """
        addEventListener('DOMContentLoaded', () => {
          const observer = new MutationObserver(() => {
            if (document.querySelectorAll('SELECTOR').length < COUNT) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
          });
          observer.observe(document.documentElement, { childList: true, subtree: true });
        });
        """;

    /// <summary>A fixed piece of work on one thread; answers how long it took by the clock on the wall.</summary>
    private const string Spin = """
        () => {
          const started = performance.now();
          for (let n = 0, sum = 0; n < 2e8; n++) sum = (sum + n) | 0;
          return performance.now() - started;
        }
        """;

    [Fact]
    public async Task Open_With2000Cards_PaintsUnderOneSecond()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var empty = await user.CreateProjectAsync();
        var full = await user.CreateProjectAsync();
        await ImportAsync(user, full);

        List<Paint> yardstick = [];
        List<Paint> painted = [];
        for (var run = 0; run < Runs; run++)
        {
            yardstick.Add(await PaintAsync(user, empty, "[data-column]", empty.Statuses.Count, "0 tasks"));
            painted.Add(await PaintAsync(user, full, "[data-card]", 20, "334 tasks"));
        }

        var best = painted.Min(p => p.Elapsed);
        var slower = best / yardstick.Min(p => p.Elapsed);
        var moreWork = painted.Min(p => p.MainThread) / yardstick.Min(p => p.MainThread);
        var calm =
            LoadPerCore() <= 0.75
            && painted.Concat(yardstick).All(p => p.Stretch < 1.25)
            && yardstick.Min(p => p.Elapsed) < EmptyOnAFitMachine;
        var text = JsonSerializer.Serialize(
            new
            {
                cards = Cards,
                painted_ms = painted.Select(p => Math.Round(p.Elapsed.TotalMilliseconds)),
                empty_ms = yardstick.Select(p => Math.Round(p.Elapsed.TotalMilliseconds)),
                main_thread_ms = painted.Select(p => Math.Round(p.MainThread.TotalMilliseconds)),
                empty_main_thread_ms = yardstick.Select(p => Math.Round(p.MainThread.TotalMilliseconds)),
                slower = Math.Round(slower, 2),
                more_work = Math.Round(moreWork, 2),
                stretch = painted.Concat(yardstick).Select(p => Math.Round(p.Stretch, 2)),
                load_per_core = LoadPerCore(),
                calm,
            }
        );
        output.WriteLine(text);
        await File.WriteAllTextAsync(Artifacts.PathOf("board-paint.json"), text);

        slower.Should().BeLessThan(MaxSlower, text);
        moreWork.Should().BeLessThan(MaxMoreWork, text);
        // Seconds mean something only where no neighbour waits for the same cores, and the cores are not throttled.
        if (calm)
            best.Should().BeLessThan(Bar, text);
    }

    private async Task<Paint> PaintAsync(TestUser user, TestProject project, string selector, int count, string heading)
    {
        await using var visitor = await stage.VisitAsAsync(user);
        await visitor.Page.AddInitScriptAsync(
            Stopwatch.Replace("SELECTOR", selector, StringComparison.Ordinal).Replace("COUNT", $"{count}", StringComparison.Ordinal)
        );
        var devTools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await devTools.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await visitor.Page.GotoAsync($"/projects/{project.Id}/board");
        var painted = await visitor.Page.WaitForFunctionAsync("() => window.painted");
        var work = await MainThreadAsync(devTools);
        var before = await MainThreadAsync(devTools);
        var clock = await visitor.Page.EvaluateAsync<double>(Spin);
        var spun = await MainThreadAsync(devTools) - before;
        return new Paint(TimeSpan.FromMilliseconds(await painted.JsonValueAsync<double>()), work, clock / spun.TotalMilliseconds);
    }

    /// <summary>Processor time of the page's main thread since navigation.</summary>
    private static async Task<TimeSpan> MainThreadAsync(ICDPSession devTools)
    {
        var answer = await devTools.SendAsync("Performance.getMetrics");
        var metrics = answer!.Value.GetProperty("metrics").EnumerateArray();
        return TimeSpan.FromSeconds(
            metrics.Single(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble()
        );
    }

    private static async Task ImportAsync(TestUser user, TestProject project)
    {
        var statuses = project.Statuses.Keys.ToList();
        var csv = new StringBuilder("external_id,title,status,priority\n");
        for (var n = 0; n < Cards; n++)
            csv.AppendLine(
                CultureInfo.InvariantCulture,
                $"e-{n},Card {n} of a board that is full of work,{statuses[n % statuses.Count]},medium"
            );

        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString()));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var form = new MultipartFormDataContent { { file, "file", "cards.csv" } };
        var started = await user.Http.PostAsync($"/api/projects/{project.Id}/imports", form).ReadAsync(202);
        var path = $"/api/imports/{started.GetProperty("import_id").GetGuid()}";
        JsonElement import = default;
        await Eventually.BeTrueAsync(
            async () => (import = await user.GetAsync(path)).GetProperty("status").GetString() is "ready" or "failed",
            TimeSpan.FromMinutes(3),
            "the import ends"
        );
        import.GetProperty("created").GetInt32().Should().Be(Cards, import.ToString());
    }

    private static double LoadPerCore()
    {
        if (!File.Exists("/proc/loadavg"))
            return 1;
        var oneMinute = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return double.Parse(oneMinute, CultureInfo.InvariantCulture) / Environment.ProcessorCount;
    }

    /// <param name="Elapsed">From navigation to the frame that shows it.</param>
    /// <param name="MainThread">Processor time of the page until then.</param>
    /// <param name="Stretch">How many times longer than its processor time a piece of work takes: 1 on a quiet machine.</param>
    private sealed record Paint(TimeSpan Elapsed, TimeSpan MainThread, double Stretch);
}
