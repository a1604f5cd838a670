using TaskFlow.Application.Activities;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Reads logs for this node's feeds, from the database, and for connections that are behind them, from what the nodes share if it is there.
/// </summary>
internal sealed class FeedSource(IServiceScopeFactory scopes, IReplayWindow window) : IDisposable
{
    /// <summary>Replays at once on this node: a herd of reconnecting clients must not take the database's connections from requests (C-4.6).</summary>
    private const int MostReplays = 8;

    private readonly SemaphoreSlim replays = new(MostReplays, MostReplays);

    public async Task<IReadOnlyList<RenderedEnvelope>> AfterAsync(Feed feed, long seq, int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<FeedLog>();
        var envelopes = await log.AfterAsync(feed.OrganizationId, feed.ProjectId, seq, limit, cancellationToken);
        window.Add(feed.ProjectId, feed.Epoch, envelopes);
        return [.. envelopes.Select(RenderedEnvelope.Of)];
    }

    /// <summary>The same for one connection that is behind; waits its turn for the database.</summary>
    public async Task<IReadOnlyList<RenderedEnvelope>> ReplayAsync(Feed feed, long seq, int limit, CancellationToken cancellationToken)
    {
        if (await window.ReadAsync(feed.ProjectId, feed.Epoch, seq, limit) is { } shared && IsWhole(shared, feed, limit))
        {
            RealtimeMetrics.CountReplayRead("window");
            return [.. shared.Select(RenderedEnvelope.Of)];
        }
        RealtimeMetrics.CountReplayRead("table");
        await replays.WaitAsync(cancellationToken);
        try
        {
            return await AfterAsync(feed, seq, limit, cancellationToken);
        }
        finally
        {
            replays.Release();
        }
    }

    public async Task<IReadOnlyList<FeedPosition>> PositionsAsync(IReadOnlyCollection<Feed> feeds, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<FeedLog>();
        return await log.PositionsAsync(
            [.. feeds.Select(feed => feed.OrganizationId).Distinct()],
            [.. feeds.Select(feed => feed.ProjectId)],
            cancellationToken
        );
    }

    /// <summary>A short batch tells the connection that it has caught up, so it must not be short because of a hole.</summary>
    private static bool IsWhole(IReadOnlyList<Envelope> shared, Feed feed, int limit) =>
        shared.Count == limit || shared[^1].Seq >= feed.Head;

    public void Dispose() => replays.Dispose();
}
