namespace TaskFlow.Domain.Links;

/// <summary>The search for a chain of blocking tasks from one to another, a step of all its ends at a time: the shortest is found first.</summary>
public sealed class BlockChain(Guid from, Guid to)
{
    private readonly Dictionary<Guid, Guid> blockerOf = [];

    /// <summary>The tasks whose blocked ones are not known yet; empty when the search is over.</summary>
    public IReadOnlyList<Guid> Ends { get; private set; } = [from];

    /// <summary>The tasks from the first to the last, each blocking the next; null while none is found.</summary>
    public IReadOnlyList<Guid>? Found { get; private set; }

    /// <param name="blocked">Every task that one of <see cref="Ends"/> blocks.</param>
    public void Go(IEnumerable<(Guid Blocker, Guid Blocked)> blocked)
    {
        var reached = new List<Guid>();
        foreach (var (blocker, next) in blocked)
        {
            if (next != from && blockerOf.TryAdd(next, blocker))
                reached.Add(next);
        }

        if (blockerOf.ContainsKey(to))
            (Found, Ends) = (Path(), []);
        else
            Ends = reached;
    }

    private List<Guid> Path()
    {
        var path = new List<Guid> { to };
        while (path[^1] != from)
            path.Add(blockerOf[path[^1]]);
        path.Reverse();
        return path;
    }
}
