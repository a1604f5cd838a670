using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TaskFlow.Infrastructure.Telemetry;

/// <summary>Metrics in Prometheus' text format 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string PoolName = "db.client.connection.pool.name";

    private readonly StringBuilder text = new();

    public static string Of(IEnumerable<Metric> metrics)
    {
        var page = new PrometheusText();
        foreach (var family in metrics.Where(IsShown).GroupBy(NameOf, StringComparer.Ordinal))
            page.WriteFamily(family.Key, [.. family]);
        return page.text.ToString();
    }

    /// <summary>Nothing here asks for exponential histograms, and the format has none.</summary>
    private static bool IsShown(Metric metric) => metric.MetricType is not MetricType.ExponentialHistogram;

    private static string NameOf(Metric metric) => PrometheusNames.FamilyOf(metric.Name, metric.Unit, KindOf(metric));

    private static FamilyKind KindOf(Metric metric) =>
        metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => FamilyKind.Counter,
            MetricType.Histogram => FamilyKind.Histogram,
            _ => FamilyKind.Gauge,
        };

    /// <summary>A family has one type: of metrics that end in one name, those of another kind than the first are left out.</summary>
    private void WriteFamily(string name, IReadOnlyList<Metric> metrics)
    {
        var kind = KindOf(metrics[0]);
        if (metrics[0].Description is { Length: > 0 } description)
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(description)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind.ToString().ToLowerInvariant()}\n");
        foreach (var metric in metrics.Where(metric => KindOf(metric) == kind))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (!IsOfUnnamedPool(point.Tags))
                    WritePoint(name, metric.MetricType, in point);
            }
        }
    }

    /// <summary>Npgsql calls a pool without a name by its connection string, which belongs on no page. Only single looks at the database have such.</summary>
    private static bool IsOfUnnamedPool(ReadOnlyTagCollection tags)
    {
        foreach (var (key, value) in tags)
        {
            if (
                string.Equals(key, PoolName, StringComparison.Ordinal)
                && value is string name
                && name.Contains('=', StringComparison.Ordinal)
            )
                return true;
        }
        return false;
    }

    private void WritePoint(string name, MetricType type, ref readonly MetricPoint point)
    {
        var labels = LabelsOf(point.Tags);
        switch (type)
        {
            case MetricType.Histogram:
                WriteHistogram(name, labels, in point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteSample(name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteSample(name, labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                WriteSample(name, labels, point.GetGaugeLastValueLong());
                break;
            default:
                WriteSample(name, labels, point.GetGaugeLastValueDouble());
                break;
        }
    }

    private void WriteHistogram(string name, string labels, ref readonly MetricPoint point)
    {
        var separator = labels.Length == 0 ? "" : ",";
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            WriteSample($"{name}_bucket", $"{labels}{separator}le=\"{Number(bucket.ExplicitBound)}\"", count);
        }
        WriteSample($"{name}_sum", labels, point.GetHistogramSum());
        WriteSample($"{name}_count", labels, point.GetHistogramCount());
    }

    private void WriteSample(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>Keys that become one are joined, as the specification says: a label that stands twice spoils the whole page.</summary>
    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var label = PrometheusNames.LabelOf(key);
            var shown = value is bool yes ? (yes ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels[label] = labels.TryGetValue(label, out var before) ? $"{before};{shown}" : shown;
        }
        return string.Join(
            ',',
            labels.Select(label => $"{label.Key}=\"{Escape(label.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\"")
        );
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
