namespace TaskFlow.Load;

internal static class Percentiles
{
    /// <summary>In milliseconds.</summary>
    public static double Of(IEnumerable<TimeSpan> times, double share)
    {
        var ordered = times.Order().ToList();
        return ordered[(int)((ordered.Count - 1) * share)].TotalMilliseconds;
    }
}
