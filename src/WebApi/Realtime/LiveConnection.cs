using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// One client and the pump that writes to it. The pump pulls: per project it remembers a number and sends what follows, so nothing is queued
/// for a slow client and nobody waits for it (C-4.6, L12). A client that does not take a message in time is cut off.
/// </summary>
internal sealed partial class LiveConnection : IAsyncDisposable
{
    private const int BatchSize = 64;
    private const int MostNotices = 1_000;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Subscription> subscriptions = new();
    private readonly ConcurrentQueue<SerializedHubMessage> notices = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly HubConnectionContext connection;
    private readonly Admission admission;
    private readonly FeedSource source;
    private readonly Func<LiveConnection, Subscription, Task<bool>> end;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly TimeSpan sendTimeout;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly long started;
    private readonly Task pumping;
    private string? endedBy;

    /// <param name="end">Ends a subscription of it, unless that was opened anew.</param>
    public LiveConnection(
        HubConnectionContext connection,
        Admission admission,
        FeedSource source,
        LiveSettings settings,
        Func<LiveConnection, Subscription, Task<bool>> end,
        ILogger logger
    )
    {
        (this.connection, this.source, this.end, this.logger) = (connection, source, end, logger);
        (sendTimeout, time) = (settings.Options.SendTimeout, settings.Time);
        this.admission = admission;
        Principal = admission.Principal;
        Allowance = new InvocationAllowance(time);
        started = time.GetTimestamp();
        pumping = PumpAsync(connection.ConnectionAborted);
    }

    public string Id => connection.ConnectionId;

    /// <summary>With the memberships of a few seconds ago at most.</summary>
    public Principal Principal { get; set; }

    /// <summary>With the organizations that count this connection.</summary>
    public ConnectionLease Lease
    {
        get => admission.Lease;
        set => admission.Lease = value;
    }

    public InvocationAllowance Allowance { get; }

    /// <summary>The task that is open on it.</summary>
    public TaskPlace? Viewing { get; set; }

    /// <summary>Set when the connection failed: it was silent for too long, or did what the protocol forbids.</summary>
    public bool IsLost { get; set; }

    /// <summary>Set when the node stops: however it ends then, the drain ended it.</summary>
    public bool IsAskedToLeave { get; set; }

    public ICollection<Subscription> Subscriptions => subscriptions.Values;

    public IEnumerable<PresenceMark> Marks => Subscriptions.Select(subscription => MarkIn(subscription.Feed.ProjectId));

    public PresenceMark MarkIn(Guid projectId) =>
        new(
            projectId,
            Id,
            Principal.UserId,
            Principal.DisplayName,
            Viewing is { } viewed && viewed.ProjectId == projectId ? viewed.TaskId : null
        );

    public void Open(Subscription subscription) => subscriptions[subscription.Feed.ProjectId] = subscription;

    public void Close(Guid projectId) => subscriptions.TryRemove(projectId, out _);

    /// <returns>False when it is not open any more.</returns>
    public bool Close(Subscription subscription) => subscriptions.TryRemove(KeyValuePair.Create(subscription.Feed.ProjectId, subscription));

    /// <summary>
    /// Waits until the pump is between two envelopes and holds it there. Whoever opens or closes a subscription in this turn can answer that
    /// nothing of the old one comes after the answer. A client that takes nothing is cut off within the send time-out, so the wait is bounded.
    /// </summary>
    public async Task<IDisposable> TakeTurnAsync()
    {
        await turn.WaitAsync();
        return new Turn(turn);
    }

    /// <summary>There may be something to send.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Sends a message that is no envelope, in its turn.</summary>
    public void Say(SerializedHubMessage message)
    {
        if (notices.Count >= MostNotices)
        {
            End("slow");
            return;
        }
        notices.Enqueue(message);
        Wake();
    }

    public void Say(string target, object argument) => Say(new SerializedHubMessage(new InvocationMessage(target, [argument])));

    /// <summary>Cuts the connection; the client sees a close message and comes again if it may.</summary>
    public void End(string reason)
    {
        Interlocked.CompareExchange(ref endedBy, reason, null);
        connection.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await pumping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        RealtimeMetrics.Disconnected(Reason, time.GetElapsedTime(started));
    }

    private string Reason =>
        endedBy
        ?? (
            IsAskedToLeave ? "drain"
            : IsLost || !admission.HasClientLeft ? "lost"
            : "left"
        );

    private async Task PumpAsync(CancellationToken aborted)
    {
        while (!aborted.IsCancellationRequested)
        {
            try
            {
                await wake.Reader.ReadAsync(aborted);
                while (notices.TryDequeue(out var notice))
                    await SendAsync(notice, aborted);
                while (await SendBatchesAsync(aborted)) { }
            }
            catch (OperationCanceledException) when (aborted.IsCancellationRequested)
            {
                return;
            }
            catch (ClientTooSlowException)
            {
                LogSlow(logger, Id, Principal.UserId, sendTimeout);
                End("slow");
                return;
            }
            catch (Exception failure)
            {
                // The table is out of reach: the connection stays, the place in the log too.
                LogWaits(logger, Id, failure.Message);
                await Task.Delay(AfterFailure, time, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Wake();
            }
        }
    }

    /// <summary>A batch of each project, so that a long replay of one does not hold up the others.</summary>
    /// <returns>Whether there is more.</returns>
    private async Task<bool> SendBatchesAsync(CancellationToken aborted)
    {
        var more = false;
        foreach (var subscription in Subscriptions)
            more |= await SendBatchAsync(subscription, aborted);
        return more;
    }

    private async Task<bool> SendBatchAsync(Subscription subscription, CancellationToken aborted)
    {
        var feed = subscription.Feed;
        if (subscription.Broken is { } reason)
        {
            if (await end(this, subscription))
                await ResetAsync(feed.ProjectId, reason, aborted);
            return false;
        }
        var envelopes = feed.After(subscription.LastSeq, BatchSize);
        if (envelopes is null)
        {
            var replay = await source.ReplayAsync(feed, subscription.LastSeq, BatchSize, aborted);
            // Nothing beyond the feed's head is sent, or a connection could be ahead of what the feed will append.
            envelopes = [.. replay.TakeWhile(envelope => envelope.Seq <= feed.Head)];
        }
        foreach (var envelope in envelopes)
        {
            if (!await SendInTurnAsync(subscription, envelope, aborted))
                return true;
            if (envelope.Seq > subscription.ReplayedTo)
                RealtimeMetrics.RecordLatency(time.GetUtcNow() - envelope.At);
        }
        return envelopes.Count == BatchSize;
    }

    /// <returns>False when the subscription was closed or opened anew meanwhile.</returns>
    private async Task<bool> SendInTurnAsync(Subscription subscription, RenderedEnvelope envelope, CancellationToken aborted)
    {
        await turn.WaitAsync(aborted);
        try
        {
            if (!subscriptions.TryGetValue(subscription.Feed.ProjectId, out var current) || current != subscription)
                return false;
            await SendAsync(envelope.Message, aborted);
            subscription.LastSeq = envelope.Seq;
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    private Task ResetAsync(Guid projectId, string reason, CancellationToken aborted)
    {
        RealtimeMetrics.CountReset(reason);
        var notice = new InvocationMessage("reset", [new SubscriptionEnded(projectId, reason)]);
        return SendAsync(new SerializedHubMessage(notice), aborted);
    }

    private async Task SendAsync(SerializedHubMessage message, CancellationToken aborted)
    {
        var sending = connection.WriteAsync(message, aborted);
        if (sending.IsCompletedSuccessfully)
            return;
        try
        {
            await sending.AsTask().WaitAsync(sendTimeout, time, aborted);
        }
        catch (TimeoutException)
        {
            throw new ClientTooSlowException();
        }
    }

    private sealed class ClientTooSlowException : Exception;

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Connection {Connection} of {UserId} took no message for {Timeout} and is cut off"
    )]
    private static partial void LogSlow(ILogger logger, string connection, Guid userId, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {Connection} waits for the log: {Reason}")]
    private static partial void LogWaits(ILogger logger, string connection, string reason);
}

/// <summary>What the pump and the loops are made with.</summary>
internal sealed record LiveSettings(RealtimeOptions Options, TimeProvider Time);

/// <summary>Of a subscription that the server ended.</summary>
internal sealed record SubscriptionEnded(Guid ProjectId, string Reason);
