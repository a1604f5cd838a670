using TaskFlow.Application.Activities;

namespace TaskFlow.WebApi.Realtime;

/// <summary>Reads logs from the database for this node's feeds and for connections that are behind them.</summary>
internal sealed class FeedSource(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>Replays at once on this node: a herd of reconnecting clients must not take the database's connections from requests (C-4.6).</summary>
    private const int MostReplays = 8;

    private readonly SemaphoreSlim replays = new(MostReplays, MostReplays);

    public async Task<IReadOnlyList<RenderedEnvelope>> AfterAsync(Feed feed, long seq, int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<FeedLog>();
        var envelopes = await log.AfterAsync(feed.OrganizationId, feed.ProjectId, seq, limit, cancellationToken);
        return [.. envelopes.Select(RenderedEnvelope.Of)];
    }

    /// <summary>The same for one connection that is behind; waits its turn.</summary>
    public async Task<IReadOnlyList<RenderedEnvelope>> ReplayAsync(Feed feed, long seq, int limit, CancellationToken cancellationToken)
    {
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

    public void Dispose() => replays.Dispose();
}
