using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using TaskFlow.Architecture.Support;
using TaskFlow.Infrastructure.Telemetry;

namespace TaskFlow.Architecture;

/// <summary>
/// <c>docs/metrics.md</c> lists every metric of ours as Prometheus sees it; rules, dashboards and runbooks are written from that list.
/// <c>TASKFLOW_UPDATE_CONTRACTS=1</c> writes it.
/// </summary>
public sealed class MetricsCatalogueTests
{
    private const string Head = "| metric | type | |\n|---|---|---|\n";

    private static readonly string File = Repository.PathTo("docs", "metrics.md");

    [Fact]
    public void Document_ListsWhatIsMeasured()
    {
        var instruments = Rule.Subjects(Instruments(), 15);
        var table = Head + string.Concat(instruments.Select(Row).Order(StringComparer.Ordinal));
        var text = System.IO.File.ReadAllText(File);
        var before = text[..text.IndexOf(Head, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("TASKFLOW_UPDATE_CONTRACTS") == "1")
            System.IO.File.WriteAllText(File, text = before + table);
        text.Should().Be(before + table, "TASKFLOW_UPDATE_CONTRACTS=1 ./dev test architecture CatalogueTests writes it anew");
    }

    [Fact]
    public void Instrument_SaysWhatItIsInOneLine() =>
        Rule.HasNoBreaches(
            Rule.Subjects(Instruments(), 15)
                .Where(instrument => instrument.Description is not { Length: > 0 } text || text.Contains('\n') || text.Contains('|'))
                .Select(instrument => instrument.Name),
            "a metric that nobody can read is not watched"
        );

    private static string Row(Instrument instrument)
    {
        var kind = PrometheusNames.KindOf(instrument);
        return $"| `{PrometheusNames.FamilyOf(instrument.Name, instrument.Unit, kind)}` | {kind.ToString().ToLowerInvariant()} | {instrument.Description} |\n";
    }

    /// <summary>Meters are static, so they exist when the classes that hold them do.</summary>
    private static List<Instrument> Instruments()
    {
        var holders =
            from layer in new[] { "Application", "Infrastructure", "Workers", "WebApi" }
            from type in Assembly.Load($"TaskFlow.{layer}").GetTypes()
            where
                type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
                    .Any(field => field.FieldType == typeof(Meter))
            select type;
        foreach (var holder in holders)
            RuntimeHelpers.RunClassConstructor(holder.TypeHandle);
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("TaskFlow.", StringComparison.Ordinal))
                instruments.Add(instrument);
        };
        listener.Start();
        return instruments;
    }
}
