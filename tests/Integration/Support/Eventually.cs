using System.Diagnostics;

namespace TaskFlow.Integration.Support;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task BeTrueAsync(Func<bool> condition, TimeSpan deadline, string because) =>
        BeTrueAsync(() => Task.FromResult(condition()), deadline, because);

    public static async Task BeTrueAsync(Func<Task<bool>> condition, TimeSpan deadline, string because)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds:0.#} s: {because}");
            await Task.Delay(Pause);
        }
    }
}
