using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>The meter is the process's, and other tests edit too: what is counted here is at least what happened here.</summary>
public sealed class EditMetricsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Edits_MergesAndConflictsByField_AreCounted()
    {
        var counts = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "TaskFlow.Tasks")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var field = tags.Length > 0 ? $"/{tags[0].Value}" : "";
                counts.AddOrUpdate(instrument.Name + field, value, (_, sum) => sum + value);
            }
        );
        listener.Start();
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Counted");
        await user.PatchAsync(task, new { start_date = "2026-01-01", version = 1 }).ReadAsync(200);
        await user.PatchAsync(task, new { estimate = 3, version = 1 }).ReadAsync(200);
        await user.PatchAsync(task, new { start_date = "2026-02-02", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");

        counts["taskflow.task.edits"].Should().BeGreaterThanOrEqualTo(2);
        counts["taskflow.task.merges"].Should().BeGreaterThanOrEqualTo(1);
        counts["taskflow.task.conflicting_edits"].Should().BeGreaterThanOrEqualTo(1);
        counts["taskflow.task.conflicts/start_date"].Should().BeGreaterThanOrEqualTo(1);
    }
}
