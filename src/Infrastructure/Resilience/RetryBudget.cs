namespace TaskFlow.Infrastructure.Resilience;

/// <summary>
/// How many quick further tries a host gets: one for every ten successes, at most ten saved up. When everything fails, calls are not multiplied
/// (C-1.2).
/// </summary>
internal sealed class RetryBudget
{
    // In tenths of a try: ten times 0.1 is less than 1.
    private const int OneTry = 10;
    private const int Full = 10 * OneTry;

    private readonly Lock gate = new();
    private int tokens = Full;

    public bool TryTake()
    {
        lock (gate)
        {
            if (tokens < OneTry)
                return false;
            tokens -= OneTry;
            return true;
        }
    }

    public void Earn()
    {
        lock (gate)
            tokens = Math.Min(Full, tokens + 1);
    }
}
