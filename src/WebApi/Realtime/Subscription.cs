namespace TaskFlow.WebApi.Realtime;

/// <summary>One connection's place in one project's log. Its pump alone moves it.</summary>
internal sealed class Subscription(Feed feed, FeedReader reader, long lastSeq)
{
    /// <summary>A client may be this far behind; beyond, loading the board is cheaper than replaying (api.md).</summary>
    public const int MostBehind = 500;

    /// <summary>An open subscription may fall farther: what comes while it replays must not make it begin anew.</summary>
    private const int Overflow = 2 * MostBehind;

    /// <summary>The feed it was opened on: a client's numbers mean nothing in another epoch.</summary>
    public Feed Feed { get; } = feed;

    public FeedReader Reader { get; } = reader;

    /// <summary>The last number that was sent.</summary>
    public long LastSeq { get; set; } = lastSeq;

    /// <summary>What is sent up to here is a replay of what the client missed.</summary>
    public long ReplayedTo { get; } = feed.Head;

    /// <summary>Presence was not sent yet.</summary>
    public bool LacksPresence { get; set; } = true;

    /// <summary>Why the client must load the project again; null while the log leads from here to there.</summary>
    public string? Broken =>
        Reader.Feed != Feed ? "epoch"
        : Feed.Head - LastSeq > Overflow ? "too_many"
        : null;
}
