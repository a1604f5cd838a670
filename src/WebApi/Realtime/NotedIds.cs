using System.Collections.Concurrent;

namespace TaskFlow.WebApi.Realtime;

/// <summary>What listeners of the bus have noted for a loop that looks now and then. The loop takes all of it, also what nobody here needs.</summary>
internal sealed class NotedIds
{
    private readonly ConcurrentDictionary<Guid, bool> noted = new();

    public void Add(Guid id) => noted[id] = true;

    public HashSet<Guid> Take()
    {
        if (noted.IsEmpty)
            return [];
        HashSet<Guid> taken = [.. noted.Keys];
        foreach (var id in taken)
            noted.TryRemove(id, out _);
        return taken;
    }
}
