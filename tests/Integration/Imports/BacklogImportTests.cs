using System.Diagnostics;
using System.Globalization;
using TaskFlow.Infrastructure.Imports;
using TaskFlow.Integration.Support;
using TaskFlow.Tests.Shared;
using Xunit.Abstractions;

namespace TaskFlow.Integration.Imports;

/// <summary>The real file: 5 000 rows, multi-line descriptions, emoji.</summary>
public sealed class BacklogImportTests(TestApp app, ITestOutputHelper output) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Import_RealBacklog_GoesInOnceAndComesOutAgain()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var backlog = await File.ReadAllBytesAsync(SharedData.Backlog);

        var dry = await TimedAsync("dry run", () => alice.ImportAsync(project, backlog, new { dry_run = true, create_missing = true }));
        dry.Counts().Should().Be((5_000, 0, 0, 0));
        (await alice.TasksAsync(project)).Should().BeEmpty();

        var first = await TimedAsync("import", () => alice.ImportAsync(project, backlog, new { create_missing = true }));
        first.Counts().Should().Be((5_000, 0, 0, 0));
        first.GetProperty("errors").GetArrayLength().Should().Be(0);
        var warnings = first.Notes("warnings").Select(w => w.Message).ToList();
        warnings.Should().OnlyHaveUniqueItems().And.Contain(m => m.Contains("contributor-002", StringComparison.Ordinal));

        var head = (await alice.GetAsync($"/api/projects/{project.Id}/changes?after=0&limit=1")).GetProperty("head").GetInt64();
        var again = await TimedAsync("again", () => alice.ImportAsync(project, backlog, new { create_missing = true }));
        again.Counts().Should().Be((0, 0, 5_000, 0));
        var end = await alice.GetAsync($"/api/projects/{project.Id}/changes?after={head}");
        end.GetProperty("items").EnumerateArray().Select(e => e.Text("type")).Should().Equal("import.finished");

        await ShouldExportAsync(alice, project, backlog);
    }

    private static async Task ShouldExportAsync(TestUser user, TestProject project, byte[] backlog)
    {
        var exported = CsvTaskFile.Read(await user.Http.GetByteArrayAsync($"/api/projects/{project.Id}/export?format=csv"), out _)!;
        exported.RowsTotal.Should().Be(5_000);
        foreach (var (before, after) in CsvTaskFile.Read(backlog, out _)!.Rows().Zip(exported.Rows()))
        {
            after.Assignees.Should().BeEmpty("nobody of the file is a member");
            // "Multiselect" and "multiselect" are one label here, called as it was first.
            Lower(after.Labels).Should().BeEquivalentTo(Lower(before.Labels));
            InstantOf(after.CreatedAt).Should().Be(InstantOf(before.CreatedAt));
            (after with { Labels = null, Assignees = null, CreatedAt = null })
                .Should()
                .Be(before with { Labels = null, Assignees = null, CreatedAt = null });
        }
    }

    private static IEnumerable<string> Lower(IReadOnlyList<string>? names) =>
        names!.Select(n => n.ToLowerInvariant()).Distinct(StringComparer.Ordinal);

    private static DateTimeOffset InstantOf(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);

    private async Task<T> TimedAsync<T>(string what, Func<Task<T>> action)
    {
        var watch = Stopwatch.StartNew();
        var result = await action();
        output.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.0} s");
        return result;
    }
}
