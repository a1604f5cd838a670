using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using TaskFlow.Integration.Support;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Tasks;

/// <summary>
/// Sixty-four people write one task at once, three in ten from a version they saw a while ago, the others on the latest (api.md, PATCH).
/// What was acknowledged is in the log, and who named a version overwrote nothing newer (S-2.2).
/// </summary>
public sealed class ManyWritersTests(TestApp app, ITestOutputHelper output) : IClassFixture<TestApp>
{
    private const int Writers = 64;
    private const double StaleShare = 0.3;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);
    private static readonly string[] Fields = ["title", "estimate", "start_date"];

    [Fact]
    public async Task AcknowledgedWrites_AreInTheLog_AndNoneWasOverwrittenUnseen()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Everybody's");
        var written = new ConcurrentDictionary<int, Write>();
        var times = new ConcurrentBag<TimeSpan>();
        var (conflicts, busy) = (0, 0);
        var started = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        var seconds = started.Elapsed.TotalSeconds;

        var revisions = await RevisionsAsync(user, task.Id());
        revisions.Keys.Order().Should().Equal(Enumerable.Range(1, revisions.Count), "no revision is missing");
        written.Keys.Should().BeSubsetOf(revisions.Keys);
        var unseen =
            from write in written
            let version = write.Key
            let before = revisions.Keys.Where(v => v < version && revisions[v].Contains(write.Value.Field)).DefaultIfEmpty(1).Max()
            where !revisions[version].Contains(write.Value.Field) || before > (write.Value.Base ?? int.MaxValue)
            select $"{version}: {write.Value}, the field had changed in {before}";
        unseen.Should().BeEmpty();
        var p99 = times.Order().ElementAt((int)(times.Count * 0.99));
        output.WriteLine(
            $"{written.Count / seconds:N0} writes/s acknowledged, {conflicts} conflicts, {busy} busy, p99 {p99.TotalMilliseconds:N0} ms"
        );
        written.Should().HaveCountGreaterThan(Writers);
        conflicts.Should().BePositive("stale bases that meet are refused");

        async Task WriteAsync(int writer)
        {
            var random = new Random(writer);
            var seen = 1;
            for (var n = 0; started.Elapsed < Length; n++)
            {
                var field = Fields[random.Next(Fields.Length)];
                int? basis = random.NextDouble() < StaleShare ? seen : null;
                var one = Stopwatch.GetTimestamp();
                using var answer = await user.PatchAsync(task, Patch(field, writer, n, basis));
                times.Add(Stopwatch.GetElapsedTime(one));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    seen = (await answer.ReadAsync(200)).Int("version");
                    written.TryAdd(seen, new Write(field, basis)).Should().BeTrue("a version is one write");
                }
                else if (answer.StatusCode == HttpStatusCode.Conflict)
                {
                    Interlocked.Increment(ref conflicts);
                    seen = (await answer.ReadAsync(409)).GetProperty("details").Int("current_version");
                }
                else
                {
                    Interlocked.Increment(ref busy);
                    ((int)answer.StatusCode).Should().BeOneOf(503, 504);
                }
            }
        }
    }

    /// <summary>A value nobody else writes, so that an equal one never makes a write disappear.</summary>
    private static object Patch(string field, int writer, int n, int? version) =>
        field switch
        {
            "title" => new { title = $"Writer {writer}, {n}", version },
            "estimate" => new { estimate = writer * 100 + n % 100 + n / 100 % 100 / 100m, version },
            _ => new { start_date = new DateOnly(2000, 1, 1).AddDays(writer * 1_000 + n), version },
        };

    private static async Task<Dictionary<int, HashSet<string>>> RevisionsAsync(TestUser user, Guid taskId)
    {
        var revisions = new Dictionary<int, HashSet<string>>();
        var more = "";
        while (more is not null)
        {
            var page = await user.GetAsync($"/api/tasks/{taskId}/history?limit=200{more}");
            foreach (var envelope in page.Items())
                revisions[envelope.GetProperty("resource").Int("version")] = FieldsOf(envelope);
            more = page.Str("next_cursor") is { } cursor ? $"&cursor={cursor}" : null;
        }

        return revisions;
    }

    private static HashSet<string> FieldsOf(JsonElement envelope) =>
        envelope.GetProperty("changes").EnumerateObject().Select(c => c.Name).ToHashSet(StringComparer.Ordinal);

    private sealed record Write(string Field, int? Base);
}
