namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// How often a client may call: 20 times a second with a burst of as many (C-4.6). A token bucket in one number: the instant at which it would
/// be full again (GCRA).
/// </summary>
internal sealed class InvocationAllowance(TimeProvider time, int perSecond = InvocationAllowance.CallsPerSecond)
{
    public const int CallsPerSecond = 20;
    private readonly long emission = time.TimestampFrequency / perSecond;
    private long fullAt = time.GetTimestamp();

    /// <summary>Calls of one connection come one after the other.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        var next = Math.Max(fullAt, now) + emission;
        if (next - now > time.TimestampFrequency)
            return false;
        fullAt = next;
        return true;
    }
}
