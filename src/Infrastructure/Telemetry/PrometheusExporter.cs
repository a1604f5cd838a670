using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TaskFlow.Infrastructure.Telemetry;

/// <summary>Keeps what was collected last as a page.</summary>
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    public byte[] Page { get; private set; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var metrics = new List<Metric>((int)batch.Count);
        foreach (var metric in batch)
            metrics.Add(metric);
        Page = Encoding.UTF8.GetBytes(PrometheusText.Of(metrics));
        return ExportResult.Success;
    }
}
