using System.Diagnostics.Metrics;
using System.Text;

namespace TaskFlow.Infrastructure.Telemetry;

internal enum FamilyKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>
/// Names of OpenTelemetry in Prometheus' letters, as its specification says: <c>taskflow.realtime.disconnects</c> is
/// <c>taskflow_realtime_disconnects_total</c>, a unit stands in words at the end, one in braces is left out.
/// </summary>
internal static class PrometheusNames
{
    private const string Total = "_total";

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = "nanoseconds",
        ["us"] = "microseconds",
        ["ms"] = "milliseconds",
        ["s"] = "seconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["%"] = "percent",
    };

    public static string FamilyOf(string name, string? unit, FamilyKind kind)
    {
        var family = Letters(name);
        if (kind is FamilyKind.Counter && family.EndsWith(Total, StringComparison.Ordinal))
            family = family[..^Total.Length];
        var suffix = UnitOf(unit, kind);
        if (suffix.Length > 0 && !family.EndsWith($"_{suffix}", StringComparison.Ordinal))
            family = $"{family}_{suffix}";
        return kind is FamilyKind.Counter ? family + Total : family;
    }

    public static string LabelOf(string key) => Letters(key).Replace(':', '_');

    public static FamilyKind KindOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        return kind.Contains("UpDownCounter", StringComparison.Ordinal) ? FamilyKind.Gauge
            : kind.Contains("Counter", StringComparison.Ordinal) ? FamilyKind.Counter
            : kind.Contains("Histogram", StringComparison.Ordinal) ? FamilyKind.Histogram
            : FamilyKind.Gauge;
    }

    private static string UnitOf(string? unit, FamilyKind kind)
    {
        if (string.IsNullOrEmpty(unit) || unit.StartsWith('{'))
            return "";
        if (string.Equals(unit, "1", StringComparison.Ordinal))
            return kind is FamilyKind.Gauge ? "ratio" : "";
        return Units.GetValueOrDefault(unit) ?? Letters(unit).Trim('_');
    }

    /// <summary>Letters, digits, colons and single underscores; no digit first.</summary>
    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length + 1);
        foreach (var letter in text)
        {
            var allowed = char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_';
            if (letters.Length == 0 && char.IsAsciiDigit(allowed))
                letters.Append('_');
            if (allowed != '_' || letters.Length == 0 || letters[^1] != '_')
                letters.Append(allowed);
        }
        return letters.ToString();
    }
}
