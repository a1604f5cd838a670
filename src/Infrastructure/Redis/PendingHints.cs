using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>Hints that wait to be sent: one per project and kind, the highest head wins. Bounded; what does not fit is lost, as hints may be.</summary>
internal sealed class PendingHints
{
    private const int MostHints = 5000;

    private readonly Lock gate = new();
    private Dictionary<Guid, long> feeds = [];
    private HashSet<Guid> presence = [];
    private HashSet<Guid> access = [];
    private HashSet<Guid> inboxes = [];

    private bool HasRoom => feeds.Count + presence.Count + access.Count + inboxes.Count < MostHints;

    public void Add(Hint hint)
    {
        lock (gate)
        {
            if (!Keeps(hint))
                RedisMetrics.CountDropped(1);
        }
    }

    public HintMessage Take(Guid from)
    {
        lock (gate)
        {
            var taken = new HintMessage(from, feeds, presence, access, inboxes);
            (feeds, presence, access, inboxes) = ([], [], [], []);
            return taken;
        }
    }

    private bool Keeps(Hint hint) =>
        hint switch
        {
            Hint.FeedMoved feed => Keeps(feed),
            Hint.PresenceMoved moved => Keeps(presence, moved.ProjectId),
            Hint.AccessMoved moved => Keeps(access, moved.UserId),
            Hint.InboxMoved moved => Keeps(inboxes, moved.UserId),
            _ => false,
        };

    private bool Keeps(Hint.FeedMoved feed)
    {
        var known = feeds.TryGetValue(feed.ProjectId, out var head);
        if (!known && !HasRoom)
            return false;
        feeds[feed.ProjectId] = Math.Max(feed.Head, head);
        return true;
    }

    private bool Keeps(HashSet<Guid> ids, Guid id) => ids.Contains(id) || HasRoom && ids.Add(id);
}
