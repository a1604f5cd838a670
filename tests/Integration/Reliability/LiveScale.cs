using System.Globalization;

namespace TaskFlow.Integration.Reliability;

/// <summary>How much the tests of live connections do: a short run in <c>./dev test</c>, a long one by <c>./dev test chaos</c>.</summary>
internal static class LiveScale
{
    /// <summary>One after the other: each fills both cores.</summary>
    public const string Collection = "live";

    /// <summary>How long faults go on; 0 = each kind once.</summary>
    public static double Minutes { get; } = Number("TASKFLOW_CHAOS_MINUTES", 0);

    public static bool IsLong => Minutes > 0;

    /// <summary>Of the order of faults; printed, so that a run can be repeated.</summary>
    public static int Seed { get; } = (int)Number("TASKFLOW_CHAOS_SEED", Random.Shared.Next());

    public static int Clients => IsLong ? 200 : 30;

    public static int Writers => IsLong ? 20 : 6;

    /// <summary>
    /// Between the requests of one writer: twenty to forty events a second in all. With two hundred whole clients in one process of the same two
    /// cores, more would measure these; what the server can do is measured by the bench's row <c>live</c>.
    /// </summary>
    public static TimeSpan Pace => TimeSpan.FromMilliseconds(IsLong ? 1_000 : 150);

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
