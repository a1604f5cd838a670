using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.WebApi.Realtime;

/// <summary>The connections of this node, and per project that somebody is subscribed to, its reader.</summary>
internal sealed class LiveConnections : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveConnection> connections = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Followed> projects = [];
    private readonly Lock gate = new();
    private readonly FeedSource source;
    private readonly IPresence presence;
    private readonly IRealtimeBus bus;
    private readonly LiveSettings settings;
    private readonly ILogger<LiveConnections> logger;
    private readonly IDisposable listening;

    public LiveConnections(FeedSource source, IPresence presence, IRealtimeBus bus, LiveSettings settings, ILogger<LiveConnections> logger)
    {
        (this.source, this.presence, this.bus, this.settings, this.logger) = (source, presence, bus, settings, logger);
        listening = bus.Listen(Hear);
    }

    public ICollection<LiveConnection> All => connections.Values;

    /// <summary>The feeds that somebody here is subscribed to.</summary>
    public IReadOnlyList<Feed> Feeds
    {
        get
        {
            lock (gate)
                return [.. projects.Values.Select(followed => followed.Reader.Feed)];
        }
    }

    public LiveConnection Add(HubConnectionContext connection, Admission admission)
    {
        RealtimeMetrics.Connected();
        return connections[connection.ConnectionId] = new LiveConnection(connection, admission, source, settings, EndAsync, logger);
    }

    public LiveConnection? Find(string connectionId) => connections.GetValueOrDefault(connectionId);

    /// <summary>The connection is gone. Its presence stays for the grace of a reconnect.</summary>
    public async Task RemoveAsync(string connectionId)
    {
        if (!connections.TryRemove(connectionId, out var connection))
            return;
        var marks = connection.Marks.ToList();
        List<Guid> followed;
        lock (gate)
            followed = [.. projects.Where(project => project.Value.Subscribers.Contains(connection)).Select(project => project.Key)];
        followed.ForEach(project => Unsubscribe(connection, project));
        await connection.DisposeAsync();
        await presence.LeaveAsync(marks, CancellationToken.None);
    }

    public IReadOnlyList<LiveConnection> SubscribersOf(Guid projectId)
    {
        lock (gate)
            return projects.TryGetValue(projectId, out var followed) ? followed.Subscribers : [];
    }

    /// <summary>Opens the log for a connection behind a number that the client has seen; a second time moves its place.</summary>
    /// <returns>
    /// False when the numbers of the client belong to another epoch than ours (the database was restored in this moment), or when it has gone.
    /// </returns>
    public async Task<bool> SubscribeAsync(LiveConnection connection, FeedPosition position, long lastSeq)
    {
        using var turn = await connection.TakeTurnAsync();
        lock (gate)
        {
            // Who has gone was removed before its subscriptions were: a call that was still running must not bring any back.
            if (!connections.ContainsKey(connection.Id))
                return false;
            if (!projects.TryGetValue(position.ProjectId, out var followed))
                projects[position.ProjectId] = followed = new Followed(
                    new FeedReader(position, source, WakeSubscribers, settings.Time, logger)
                );
            followed.Reader.Hear(position);
            if (followed.Reader.Feed.Epoch != position.Epoch)
                return false;
            followed.Subscribers = followed.Subscribers.Remove(connection).Add(connection);
            connection.Open(new Subscription(followed.Reader.Feed, followed.Reader, lastSeq));
        }
        connection.Wake();
        return true;
    }

    /// <summary>Ends a subscription as the client asks; nothing of it is sent any more when this returns. The person is shown for the grace of a reconnect.</summary>
    public async Task LeaveAsync(LiveConnection connection, Guid projectId)
    {
        var mark = connection.MarkIn(projectId);
        using (await connection.TakeTurnAsync())
            Unsubscribe(connection, projectId);
        await presence.LeaveAsync([mark], CancellationToken.None);
    }

    /// <summary>Ends a subscription without waiting for the client to take what is on its way.</summary>
    public void Unsubscribe(LiveConnection connection, Guid projectId)
    {
        lock (gate)
        {
            connection.Close(projectId);
            Forget(connection, projectId);
        }
        bus.Tell(new Hint.PresenceMoved(projectId));
    }

    /// <summary>Ends a subscription that the log does not lead on, unless the client has opened it anew meanwhile.</summary>
    private async Task<bool> EndAsync(LiveConnection connection, Subscription subscription)
    {
        var projectId = subscription.Feed.ProjectId;
        lock (gate)
        {
            if (!connection.Close(subscription))
                return false;
            Forget(connection, projectId);
        }
        bus.Tell(new Hint.PresenceMoved(projectId));
        await presence.LeaveAsync([connection.MarkIn(projectId)], CancellationToken.None);
        return true;
    }

    private void Forget(LiveConnection connection, Guid projectId)
    {
        if (!projects.TryGetValue(projectId, out var followed))
            return;
        followed.Subscribers = followed.Subscribers.Remove(connection);
        if (!followed.Subscribers.IsEmpty)
            return;
        projects.Remove(projectId);
        _ = followed.Reader.DisposeAsync().AsTask();
    }

    /// <summary>The table says where logs stand; whoever heard no hint learns it here.</summary>
    public void Hear(IReadOnlyList<FeedPosition> positions)
    {
        foreach (var position in positions)
            ReaderOf(position.ProjectId)?.Hear(position);
    }

    public async ValueTask DisposeAsync()
    {
        listening.Dispose();
        foreach (var followed in projects.Values)
            await followed.Reader.DisposeAsync();
    }

    private void Hear(Hint hint)
    {
        if (hint is Hint.FeedMoved moved)
            ReaderOf(moved.ProjectId)?.Hear(moved.Head);
    }

    private FeedReader? ReaderOf(Guid projectId)
    {
        lock (gate)
            return projects.GetValueOrDefault(projectId)?.Reader;
    }

    private void WakeSubscribers(Feed feed)
    {
        foreach (var connection in SubscribersOf(feed.ProjectId))
            connection.Wake();
    }

    private sealed class Followed(FeedReader reader)
    {
        public FeedReader Reader { get; } = reader;

        public ImmutableList<LiveConnection> Subscribers { get; set; } = [];
    }
}
