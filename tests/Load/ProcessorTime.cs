using System.Globalization;

namespace TaskFlow.Load;

/// <summary>Processor time as the kernel counts it in <c>/proc</c>.</summary>
internal static class ProcessorTime
{
    /// <summary>Clock ticks per second that <c>/proc</c> reports; a constant of Linux for programs.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Of a process and all that it started, ended children included.</summary>
    public static TimeSpan OfTree(int root)
    {
        var times = new Dictionary<int, (int Parent, double Ticks)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } time)
                times[id] = time;
        }

        return TimeSpan.FromSeconds(times.Where(t => IsWithin(t.Key, root, times)).Sum(t => t.Value.Ticks) / TicksPerSecond);
    }

    /// <summary>Of one process without its children.</summary>
    public static TimeSpan Of(int id) => TimeSpan.FromSeconds((Read(id, withEnded: false)?.Ticks ?? 0) / TicksPerSecond);

    private static bool IsWithin(int id, int root, Dictionary<int, (int Parent, double Ticks)> times)
    {
        while (id != root)
        {
            if (!times.TryGetValue(id, out var process))
                return false;
            id = process.Parent;
        }

        return true;
    }

    private static (int Parent, double Ticks)? Read(int id, bool withEnded = true)
    {
        try
        {
            // The name of the program is in parentheses and may hold anything; what follows is numbers (proc(5)).
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var last = withEnded ? 15 : 13;
            var ticks = words[11..last].Sum(w => double.Parse(w, CultureInfo.InvariantCulture));
            return (int.Parse(words[1], CultureInfo.InvariantCulture), ticks);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
