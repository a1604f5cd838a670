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

    private int Count => feeds.Count + presence.Count + access.Count;

    public void Add(Hint hint)
    {
        lock (gate)
        {
            if (Count >= MostHints)
            {
                RedisMetrics.CountDropped(1);
                return;
            }
            switch (hint)
            {
                case Hint.FeedMoved feed:
                    feeds[feed.ProjectId] = Math.Max(feed.Head, feeds.GetValueOrDefault(feed.ProjectId));
                    break;
                case Hint.PresenceMoved moved:
                    presence.Add(moved.ProjectId);
                    break;
                case Hint.AccessMoved moved:
                    access.Add(moved.UserId);
                    break;
            }
        }
    }

    public HintMessage Take(Guid from)
    {
        lock (gate)
        {
            var taken = new HintMessage(from, feeds, presence, access);
            (feeds, presence, access) = ([], [], []);
            return taken;
        }
    }
}
