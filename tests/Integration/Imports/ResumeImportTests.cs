using TaskFlow.Integration.Support;
using TaskFlow.Tests.Shared;

namespace TaskFlow.Integration.Imports;

/// <summary>kill -9 of the whole process tree, PostgreSQL included, while the real file is being imported.</summary>
public sealed class ResumeImportTests : IDisposable
{
    private readonly TemporaryDirectory data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Import_KilledInTheMiddle_IsFinishedByTheNextStartAndDoesNothingTwice()
    {
        var first = await NodeProcess.StartReadyAsync(data.Path);
        var alice = await TestUser.SignUpAsync(first.Address, "Alice", "Acme");
        var project = await alice.CreateProjectAsync();
        var backlog = await File.ReadAllBytesAsync(SharedData.Backlog);
        var started = await alice.PostImportAsync(project.Id, backlog, new { create_missing = true }).ReadAsync(202);
        var importId = started.GetProperty("import_id").GetGuid();
        var progress = 0;
        await Eventually.BeTrueAsync(
            async () => (progress = (await alice.GetAsync($"/api/imports/{importId}")).GetProperty("progress").GetInt32()) >= 20,
            ImportSteps.Patience,
            "a fifth of the rows is in"
        );
        await first.KillEverythingAsync();
        progress.Should().BeLessThan(100, "the kill must come in the middle");

        await using var second = await NodeProcess.StartReadyAsync(data.Path, first.Port);
        var import = await alice.FinishedAsync(importId);
        await first.DisposeAsync();

        import.Text("status").Should().Be("ready");
        import.Counts().Should().Be((5_000, 0, 0, 0));
        var log = await alice.LogAsync(project);
        log.Select(e => e.GetProperty("seq").GetInt64()).Should().Equal(Enumerable.Range(1, log.Count).Select(n => (long)n));
        var created = log.Where(e => e.Text("type") == "task.created").Select(e => e.GetProperty("resource").Text("key")).ToList();
        created.Should().Equal(Enumerable.Range(1, 5_000).Select(n => $"{project.Key}-{n}"));
        log.Count(e => e.Text("type") == "import.finished").Should().Be(1);
        (await alice.TasksAsync(project)).Should().HaveCount(5_000);
    }
}
