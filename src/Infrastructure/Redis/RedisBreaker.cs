namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// Stops calls after three failures in a row. Open at first: until Redis has answered once it counts as away. Only the probe of
/// <see cref="RedisLink"/>, once a second, is let through an open breaker.
/// </summary>
internal sealed class RedisBreaker
{
    private const int MostFailures = 3;

    private int failures = MostFailures;

    public bool IsOpen => Volatile.Read(ref failures) >= MostFailures;

    public void Answered() => Volatile.Write(ref failures, 0);

    public void Failed()
    {
        if (!IsOpen)
            Interlocked.Increment(ref failures);
    }
}
