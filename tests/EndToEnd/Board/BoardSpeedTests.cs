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
[Collection(Stage.Name)]
public sealed class BoardSpeedTests(Stage stage, ITestOutputHelper output)
{
    private const int Cards = 2_000;
    private const int Runs = 3;
    private const double MaxSlack = 4;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    /// <summary>Sets <c>painted</c> to the milliseconds from navigation to the first frame that shows cards.</summary>
    private const string Stopwatch = """
        addEventListener('DOMContentLoaded', () => {
          const observer = new MutationObserver(() => {
            if (document.querySelectorAll('[data-card]').length < 20) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
          });
          observer.observe(document.documentElement, { childList: true, subtree: true });
        });
        """;

    [Fact]
    public async Task Open_With2000Cards_PaintsUnderOneSecond()
    {
        var user = await stage.App.SignUpAsync("Ada");
        var project = await user.CreateProjectAsync();
        await ImportAsync(user, project);

        var painted = new List<Paint>();
        for (var run = 0; run < Runs; run++)
            painted.Add(await PaintAsync(user, project));

        var best = painted.Min(p => p.Elapsed);
        var work = painted.Min(p => p.MainThread);
        var load = LoadPerCore();
        var report = new
        {
            cards = Cards,
            painted_ms = painted.Select(p => Math.Round(p.Elapsed.TotalMilliseconds)),
            main_thread_ms = painted.Select(p => Math.Round(p.MainThread.TotalMilliseconds)),
            load_per_core = load,
        };
        var text = JsonSerializer.Serialize(report);
        output.WriteLine(text);
        await File.WriteAllTextAsync(Artifacts.PathOf("board-paint.json"), text);

        // What the page computes does not depend on the neighbours; without them it is most of the time to paint.
        work.Should().BeLessThan(Bar, text);
        // The bar is for a machine that does nothing else: where others wait for the same cores, time stretches with them.
        best.Should().BeLessThan(Bar * Math.Clamp(load, 1, MaxSlack), text);
    }

    private async Task<Paint> PaintAsync(TestUser user, TestProject project)
    {
        await using var visitor = await stage.VisitAsAsync(user);
        await visitor.Page.AddInitScriptAsync(Stopwatch);
        var devTools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await devTools.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await visitor.Page.GotoAsync($"/projects/{project.Id}/board");
        var painted = await visitor.Page.WaitForFunctionAsync("() => window.painted");
        var work = await MainThreadAsync(devTools);
        (await visitor.Board.Column("Backlog").GetByText("334 tasks").CountAsync()).Should().Be(1);
        return new Paint(TimeSpan.FromMilliseconds(await painted.JsonValueAsync<double>()), work);
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

    private sealed record Paint(TimeSpan Elapsed, TimeSpan MainThread);
}
