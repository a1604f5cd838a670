using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TaskFlow.Infrastructure.Telemetry;

/// <summary>
/// What this process measures about itself, from the moment this exists: its own meters, and those of ASP.NET Core, Kestrel, HttpClient,
/// Npgsql and the runtime. One per process, and only where the page is on: until somebody listens, measuring costs nothing.
/// </summary>
public sealed class ExportedMetrics : IDisposable
{
    /// <summary>Series of one of our metrics. Labels are words of ours, at most messages × outcomes; more would be an id in a label.</summary>
    private const int MostSeries = 1_000;

    /// <summary>Series of a metric of a library: routes × methods × answers.</summary>
    private const int MostSeriesOfLibraries = 2_000;

    private const string Own = "TaskFlow.";
    private const string HttpClientMeter = "System.Net.Http";

    private static readonly string[] Meters =
    [
        $"{Own}*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Server.Kestrel",
        HttpClientMeter,
        "Npgsql",
        "System.Runtime",
    ];

    /// <summary>Without the hosts that were called: customers name them for their webhooks, so they say who the customers are and never end.</summary>
    private static readonly string[] HttpClientTags =
    [
        "error.type",
        "http.connection.state",
        "http.request.method",
        "http.response.status_code",
        "network.protocol.version",
    ];

    /// <summary>Where a histogram of seconds names no boundaries; OpenTelemetry's own are made for milliseconds.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Lock turn = new();
    private readonly PrometheusExporter exporter = new();
    private readonly BaseExportingMetricReader reader;
    private readonly MeterProvider provider;

    public ExportedMetrics()
    {
        reader = new BaseExportingMetricReader(exporter) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        provider = Sdk.CreateMeterProviderBuilder().AddMeter(Meters).AddView(StreamOf).AddReader(reader).Build();
    }

    public static string ContentType => PrometheusText.ContentType;

    /// <summary>All of it now, as Prometheus reads it.</summary>
    public byte[] Read()
    {
        lock (turn)
        {
            if (!reader.Collect())
                throw new InvalidOperationException("The metrics could not be collected.");
            return exporter.Page;
        }
    }

    public void Dispose() => provider.Dispose();

    private static MetricStreamConfiguration StreamOf(Instrument instrument)
    {
        var stream = InSeconds(instrument)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : new MetricStreamConfiguration();
        var meter = instrument.Meter.Name;
        stream.CardinalityLimit = meter.StartsWith(Own, StringComparison.Ordinal) ? MostSeries : MostSeriesOfLibraries;
        if (string.Equals(meter, HttpClientMeter, StringComparison.Ordinal))
            stream.TagKeys = HttpClientTags;
        return stream;
    }

    private static bool InSeconds(Instrument instrument) => instrument is Histogram<double> { Unit: "s", Advice: null };
}
