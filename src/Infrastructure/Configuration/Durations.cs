using System.Globalization;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>
/// Durations as operators write them: <c>hh:mm:ss</c> or a number with its unit (<c>250ms</c>, <c>30s</c>, <c>5 min</c>, <c>1 h</c>, <c>2d</c>).
/// A bare number is refused: .NET would read <c>30</c> as thirty days.
/// </summary>
public static class Durations
{
    private static readonly (string Unit, decimal Milliseconds)[] Units =
    [
        ("ms", 1),
        ("min", 60_000),
        ("m", 60_000),
        ("s", 1_000),
        ("h", 3_600_000),
        ("d", 86_400_000),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var trimmed = text.Trim();
        return trimmed.Contains(':', StringComparison.Ordinal)
            ? TryParseClock(trimmed, out duration)
            : TryParseWithUnit(trimmed, out duration);
    }

    /// <summary>The shortest exact form that <see cref="TryParse"/> reads back.</summary>
    public static string Format(TimeSpan duration)
    {
        var (unit, ticks) = duration.Ticks switch
        {
            var t when t % TimeSpan.TicksPerHour == 0 => ("h", TimeSpan.TicksPerHour),
            var t when t % TimeSpan.TicksPerMinute == 0 => ("min", TimeSpan.TicksPerMinute),
            var t when t % TimeSpan.TicksPerSecond == 0 => ("s", TimeSpan.TicksPerSecond),
            _ => ("ms", TimeSpan.TicksPerMillisecond),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / ticks:0.####} {unit}");
    }

    private static bool TryParseClock(string text, out TimeSpan duration)
    {
        duration = default;
        var parts = text.Split(':');
        if (parts.Length != 3)
            return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours))
            return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59)
            return false;
        if (!decimal.TryParse(parts[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds >= 60)
            return false;
        return TryCreate((hours * 3_600_000m) + (minutes * 60_000m) + (seconds * 1_000m), out duration);
    }

    private static bool TryParseWithUnit(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, milliseconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                continue;
            var digits = text[..^unit.Length].TrimEnd();
            if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number <= long.MaxValue / milliseconds && TryCreate(number * milliseconds, out duration);
        }
        return false;
    }

    private static bool TryCreate(decimal milliseconds, out TimeSpan duration)
    {
        duration = default;
        if (milliseconds > (decimal)TimeSpan.MaxValue.TotalMilliseconds - 1)
            return false;
        duration = new TimeSpan((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
