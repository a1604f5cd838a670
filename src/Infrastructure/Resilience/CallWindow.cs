namespace TaskFlow.Infrastructure.Resilience;

/// <summary>Calls of the last moments in ten buckets, each forgotten as a whole.</summary>
/// <param name="enoughParties">So many different parties are told apart, no more.</param>
internal sealed class CallWindow(TimeSpan length, int enoughParties)
{
    private const int Buckets = 10;

    private readonly Bucket[] buckets = new Bucket[Buckets];
    private readonly TimeSpan width = length / Buckets;

    public void Add(TimeSpan now, bool failed, string party)
    {
        var number = now.Ticks / width.Ticks;
        ref var bucket = ref buckets[number % Buckets];
        if (bucket.Number != number)
            bucket = new Bucket { Number = number };
        bucket.Calls++;
        if (!failed)
            return;
        bucket.Failures++;
        bucket.Parties ??= [];
        if (bucket.Parties.Count < enoughParties)
            bucket.Parties.Add(party);
    }

    public (int Calls, int Failures, int Parties) Sum(TimeSpan now)
    {
        var oldest = (now.Ticks / width.Ticks) - Buckets;
        var (calls, failures) = (0, 0);
        HashSet<string> parties = new(StringComparer.Ordinal);
        foreach (var bucket in buckets.Where(b => b.Number > oldest))
        {
            calls += bucket.Calls;
            failures += bucket.Failures;
            parties.UnionWith(bucket.Parties ?? []);
        }
        return (calls, failures, parties.Count);
    }

    public void Clear() => Array.Clear(buckets);

    private struct Bucket
    {
        public long Number;
        public int Calls;
        public int Failures;
        public HashSet<string>? Parties;
    }
}
