using System.Globalization;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>A size in bytes, written as <c>1048576</c>, <c>100MiB</c> or <c>20 MB</c> (MiB counts in 1024, MB in 1000).</summary>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    private static readonly (string Unit, long Factor)[] Units =
    [
        ("GiB", 1L << 30),
        ("MiB", 1L << 20),
        ("KiB", 1L << 10),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("KB", 1_000),
        ("B", 1),
    ];

    public static ByteSize FromMebibytes(long mebibytes) => new(mebibytes << 20);

    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        var (digits, factor) = Split(text.Trim());
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        if (number > long.MaxValue / factor)
            return false;
        size = new ByteSize((long)(number * factor));
        return true;
    }

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    public override string ToString()
    {
        foreach (var (unit, factor) in Units)
        {
            if (unit.EndsWith("iB", StringComparison.Ordinal) && Bytes >= factor && Bytes % factor == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / factor}{unit}");
        }
        return Bytes.ToString(CultureInfo.InvariantCulture);
    }

    private static (string Digits, long Factor) Split(string text)
    {
        foreach (var (unit, factor) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                return (text[..^unit.Length].TrimEnd(), factor);
        }
        return (text, 1);
    }
}
