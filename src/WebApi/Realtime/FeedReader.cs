using System.Threading.Channels;
using Npgsql;
using TaskFlow.Application.Activities;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Keeps one project's <see cref="Feed"/> at the head of its log while somebody is subscribed on this node. What wakes it are hints only; what it
/// shows is read from the table (C-4.3).
/// </summary>
internal sealed partial class FeedReader : IAsyncDisposable
{
    private const int PageSize = 200;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource stopping = new();
    private readonly FeedSource source;
    private readonly Action<Feed> moved;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task reading;
    private long heard;

    /// <param name="moved">Called when the feed has grown, or is another one.</param>
    public FeedReader(FeedPosition position, FeedSource source, Action<Feed> moved, TimeProvider time, ILogger logger)
    {
        (this.source, this.moved, this.time, this.logger) = (source, moved, time, logger);
        Feed = new Feed(position);
        reading = ReadAsync(stopping.Token);
        // A commit between the reading of the position and now told nobody here.
        Hear(long.MaxValue);
    }

    /// <summary>Replaced when the log began a new epoch.</summary>
    public Feed Feed { get; private set; }

    /// <summary>The log may have grown; whoever says so need not know.</summary>
    public void Hear(long head)
    {
        if (head <= Feed.Head)
            return;
        for (var known = Volatile.Read(ref heard); head > known; known = Volatile.Read(ref heard))
            Interlocked.CompareExchange(ref heard, head, known);
        wake.Writer.TryWrite(true);
    }

    /// <summary>
    /// What the table said a moment ago: a head behind ours is only old. Another epoch is another log, because the database was restored.
    /// </summary>
    public void Hear(FeedPosition position)
    {
        if (position.Epoch == Feed.Epoch)
        {
            Hear(position.Head);
            return;
        }
        Feed = new Feed(position);
        moved(Feed);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await wake.Reader.ReadAsync(cancellationToken);
                var head = Interlocked.Exchange(ref heard, 0);
                while (Feed.Head < head && await AdvanceAsync(Feed, cancellationToken)) { }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (FeedGapException gap)
            {
                RealtimeMetrics.CountGap();
                LogGap(logger, gap, Feed.ProjectId);
                await Task.Delay(AfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                // The connections stay; the next poll asks again, and clients see by the missing heads that nothing moves.
                if (failure is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException })
                    LogAway(logger, Feed.ProjectId, failure.Message);
                else
                    LogFailed(logger, failure, Feed.ProjectId);
                await Task.Delay(AfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether there was something.</returns>
    private async Task<bool> AdvanceAsync(Feed feed, CancellationToken cancellationToken)
    {
        var envelopes = await source.AfterAsync(feed, feed.Head, PageSize, cancellationToken);
        if (envelopes.Count == 0)
            return false;
        feed.Append(envelopes);
        moved(feed);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log of project {ProjectId} has a gap")]
    private static partial void LogGap(ILogger logger, Exception exception, Guid projectId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of project {ProjectId} cannot be read now: {Reason}")]
    private static partial void LogAway(ILogger logger, Guid projectId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading the log of project {ProjectId} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid projectId);
}
