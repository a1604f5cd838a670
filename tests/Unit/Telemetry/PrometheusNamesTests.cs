using System.Diagnostics.Metrics;
using TaskFlow.Infrastructure.Telemetry;

namespace TaskFlow.Unit.Telemetry;

public sealed class PrometheusNamesTests
{
    [Theory]
    [InlineData("taskflow.realtime.connections", "{connection}", "gauge", "taskflow_realtime_connections")]
    [InlineData("taskflow.realtime.disconnects", "{connection}", "counter", "taskflow_realtime_disconnects_total")]
    [InlineData("taskflow.realtime.latency", "s", "histogram", "taskflow_realtime_latency_seconds")]
    [InlineData("dotnet.gc.pause.time", "s", "counter", "dotnet_gc_pause_time_seconds_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "counter", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("jobs_total", null, "counter", "jobs_total")]
    [InlineData("wait_seconds", "s", "gauge", "wait_seconds")]
    [InlineData("prepared", "1", "gauge", "prepared_ratio")]
    [InlineData("prepared", "1", "counter", "prepared_total")]
    [InlineData("load", "%", "gauge", "load_percent")]
    [InlineData("sent", "MBy/s", "gauge", "sent_MBy_s")]
    [InlineData("2xx-answers..é", "", "gauge", "_2xx_answers_")]
    public void Family_IsNamedAsTheSpecificationSays(string name, string? unit, string kind, string family) =>
        PrometheusNames.FamilyOf(name, unit, Enum.Parse<FamilyKind>(kind, ignoreCase: true)).Should().Be(family);

    [Theory]
    [InlineData("http.route", "http_route")]
    [InlineData("a:b", "a_b")]
    [InlineData("9lives", "_9lives")]
    public void Label_HasNoColon(string key, string label) => PrometheusNames.LabelOf(key).Should().Be(label);

    [Fact]
    public void Kind_FollowsTheInstrument()
    {
        using var meter = new Meter("Unit.Names");
        Instrument[] instruments =
        [
            meter.CreateCounter<long>("a"),
            meter.CreateObservableCounter("b", () => 1),
            meter.CreateUpDownCounter<long>("c"),
            meter.CreateObservableUpDownCounter("d", () => 1),
            meter.CreateGauge<double>("e"),
            meter.CreateHistogram<double>("f"),
        ];

        instruments
            .Select(PrometheusNames.KindOf)
            .Should()
            .Equal(FamilyKind.Counter, FamilyKind.Counter, FamilyKind.Gauge, FamilyKind.Gauge, FamilyKind.Gauge, FamilyKind.Histogram);
    }
}
