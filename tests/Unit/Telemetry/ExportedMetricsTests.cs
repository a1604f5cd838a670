using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using TaskFlow.Infrastructure.Telemetry;

namespace TaskFlow.Unit.Telemetry;

/// <summary>From an instrument to the text that Prometheus reads. Each test has metrics of its own name: meters are the process's.</summary>
public sealed class ExportedMetricsTests : IDisposable
{
    private readonly ExportedMetrics exported = new();
    private readonly Meter meter = new("TaskFlow.Unit");

    public void Dispose()
    {
        meter.Dispose();
        exported.Dispose();
    }

    [Fact]
    public void Counter_IsASampleForEachLabel_WithWhatNeedsEscapingEscaped()
    {
        var counter = meter.CreateCounter<long>("unit.count", "{thing}", "Things\\\nof two lines");
        counter.Add(2, Tag("reason", "lost"));
        counter.Add(3, Tag("reason", "lost"));
        counter.Add(1, Tag("reason", "a \"quoted\"\\\nword"));

        Lines("unit_count")
            .Should()
            .Equal(
                "# HELP unit_count_total Things\\\\\\nof two lines",
                "# TYPE unit_count_total counter",
                "unit_count_total{reason=\"lost\"} 5",
                "unit_count_total{reason=\"a \\\"quoted\\\"\\\\\\nword\"} 1"
            );
    }

    [Fact]
    public void Gauge_GoesUpAndDown()
    {
        var open = meter.CreateUpDownCounter<long>("unit.open");
        open.Add(3);
        Lines("unit_open").Should().Equal("# TYPE unit_open gauge", "unit_open 3");
        open.Add(-1);
        Lines("unit_open").Should().EndWith("unit_open 2");
        meter.CreateGauge<double>("unit.level").Record(double.NegativeInfinity);
        Lines("unit_level").Should().EndWith("unit_level -Inf");
    }

    [Fact]
    public void Histogram_HasBucketsThatAddUp_ASumAndACount()
    {
        var duration = meter.CreateHistogram<double>(
            "unit.duration",
            "s",
            null,
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 60] }
        );
        foreach (var seconds in new[] { 0.25, 0.5, 2, 100 })
            duration.Record(seconds, Tag("kind", "x"));

        Lines("unit_duration")
            .Should()
            .Equal(
                "# TYPE unit_duration_seconds histogram",
                "unit_duration_seconds_bucket{kind=\"x\",le=\"0.5\"} 2",
                "unit_duration_seconds_bucket{kind=\"x\",le=\"60\"} 3",
                "unit_duration_seconds_bucket{kind=\"x\",le=\"+Inf\"} 4",
                "unit_duration_seconds_sum{kind=\"x\"} 102.75",
                "unit_duration_seconds_count{kind=\"x\"} 4"
            );
    }

    [Fact]
    public void Histogram_OfSecondsWithoutBoundaries_SeesMilliseconds()
    {
        meter.CreateHistogram<double>("unit.wait", "s").Record(0.007);

        Lines("unit_wait")
            .Should()
            .Contain("unit_wait_seconds_bucket{le=\"0.005\"} 0")
            .And.Contain("unit_wait_seconds_bucket{le=\"0.01\"} 1");
    }

    [Fact]
    public void Labels_ThatBecomeOne_AreJoined()
    {
        meter.CreateCounter<long>("unit.joined").Add(1, Tag("a.b", "1"), Tag("a_b", true));

        Lines("unit_joined").Should().EndWith("unit_joined_total{a_b=\"1;true\"} 1");
    }

    [Fact]
    public void Names_ThatBecomeOne_AreOneFamilyOfOneType()
    {
        meter.CreateCounter<long>("unit.same.name").Add(1, Tag("of", "a"));
        meter.CreateCounter<long>("unit.same_name").Add(2, Tag("of", "b"));
        meter.CreateGauge<long>("unit.same.name_total").Record(7);

        Lines("unit_same_name")
            .Should()
            .Equal("# TYPE unit_same_name_total counter", "unit_same_name_total{of=\"a\"} 1", "unit_same_name_total{of=\"b\"} 2");
    }

    [Fact]
    public void IdInALabel_EndsInOneSeries_AndTheSumStaysTrue()
    {
        var counter = meter.CreateCounter<long>("unit.ids");
        for (var id = 0; id < 5_000; id++)
            counter.Add(1, Tag("task", id));

        var samples = Lines("unit_ids").Where(line => line.StartsWith("unit_ids", StringComparison.Ordinal)).ToList();
        samples.Should().HaveCountLessThanOrEqualTo(1_001);
        samples.Should().ContainSingle(line => line.Contains("otel_metric_overflow=\"true\"", StringComparison.OrdinalIgnoreCase));
        samples.Sum(line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).Should().Be(5_000);
    }

    [Fact]
    public void HostsThatWereCalled_AreNotShown()
    {
        using var client = new Meter("System.Net.Http");
        client
            .CreateHistogram<double>("unit.call", "s")
            .Record(1, Tag("server.address", "hooks.customer.test"), Tag("error.type", "timeout"));

        Lines("unit_call").Should().Contain("unit_call_seconds_count{error_type=\"timeout\"} 1");
        Page.Should().NotContain("hooks.customer.test");
    }

    [Fact]
    public void PoolWithoutAName_IsNotShown()
    {
        using var npgsql = new Meter("Npgsql");
        var used = npgsql.CreateCounter<long>("unit.used");
        used.Add(1, Tag("db.client.connection.pool.name", "Host=db.test;Username=somebody"));
        used.Add(2, Tag("db.client.connection.pool.name", "taskflow"));

        Lines("unit_used")
            .Should()
            .Equal("# TYPE unit_used_total counter", "unit_used_total{db_client_connection_pool_name=\"taskflow\"} 2");
    }

    [Fact]
    public void MeterOfSomebodyElse_IsNotShown()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("unit.other").Add(1);

        Lines("unit_other").Should().BeEmpty();
    }

    private string Page => Encoding.UTF8.GetString(exported.Read());

    private IEnumerable<string> Lines(string family) =>
        Page.Split('\n').Where(line => line.Replace("# HELP ", "").Replace("# TYPE ", "").StartsWith(family, StringComparison.Ordinal));

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
