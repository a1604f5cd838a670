using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskFlow.Integration.Telemetry;

/// <summary>A metrics page as Prometheus reads it.</summary>
internal sealed partial class MetricsReading(string text)
{
    private readonly List<Sample> samples = [.. Lines().Matches(text).Select(Sample.Of)];

    public string Text => text;

    /// <summary>The families and, of a histogram, the names of its samples.</summary>
    public IReadOnlySet<string> Names { get; } =
        Families()
            .Matches(text)
            .Select(match => match.Groups[1].Value)
            .Concat(Lines().Matches(text).Select(match => match.Groups[1].Value))
            .ToHashSet();

    /// <summary>Every value that a label of a metric has; none when it has no such label.</summary>
    public IReadOnlyList<string> ValuesOf(string name, string label) =>
        [.. samples.Where(sample => sample.Name == name).Select(sample => sample.Labels.GetValueOrDefault(label)).OfType<string>()];

    public IEnumerable<string> LabelsOf(string prefix) =>
        samples
            .Where(sample => sample.Name.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(sample => sample.Labels.Keys)
            .Distinct();

    public double Value(string name, string? label = null, string? value = null) =>
        samples
            .Where(sample => sample.Name == name && (label is null || sample.Labels.GetValueOrDefault(label) == value))
            .Sum(sample => sample.Value);

    private sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        public static Sample Of(Match line) =>
            new(
                line.Groups[1].Value,
                Pairs().Matches(line.Groups[2].Value).ToDictionary(pair => pair.Groups[1].Value, pair => pair.Groups[2].Value),
                double.Parse(line.Groups[3].Value.Replace("+Inf", "Infinity"), CultureInfo.InvariantCulture)
            );
    }

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Families();

    [GeneratedRegex(@"^([a-z]\w*)(?:\{(.*)\})? (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex("""(\w+)="((?:[^"\\]|\\.)*)",?""")]
    private static partial Regex Pairs();
}
