using MediatR;
using Microsoft.AspNetCore.SignalR;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Realtime;

/// <summary>What clients may ask of <c>/hubs/activity</c> (api.md, "Realtime"). What they are told is the pump's (<see cref="LiveConnection"/>).</summary>
internal sealed class ActivityHub(IMediator mediator, LiveConnections live, IPresence presence, ConnectionPlaces places, IRealtimeBus bus)
    : Hub
{
    private const int MostSubscriptions = 100;

    /// <summary>Everything after <paramref name="lastSeq"/> follows as <c>activity</c>, unless the answer says reset.</summary>
    /// <param name="epoch">Of the snapshot that <paramref name="lastSeq"/> belongs to; null when the client has none yet.</param>
    public async Task<Subscribed> Subscribe(Guid projectId, Guid? epoch, long lastSeq)
    {
        var connection = Connection;
        if (lastSeq < 0)
            throw Refusal(ErrorCodes.ValidationFailed, "last_seq is the last number you have seen: 0 or more.");
        if (connection.Subscriptions.Count >= MostSubscriptions && connection.Subscriptions.All(s => s.Feed.ProjectId != projectId))
            throw Refusal(ErrorCodes.ValidationFailed, $"A connection has at most {MostSubscriptions} subscriptions.");
        var opened = await mediator.Send(new OpenFeed(projectId), Context.ConnectionAborted);
        if (opened.IsFailure)
            throw Refusal(opened.Refusal!);
        var position = opened.Value;
        if (!await places.HasAsync(connection, position.OrganizationId, Context.ConnectionAborted))
            throw Refusal(ErrorCodes.RateLimited, "The organization has as many live connections as it may have. Try again later.");

        var hasPlace = epoch is not null || lastSeq > 0;
        var leads =
            (epoch is null || epoch == position.Epoch) && lastSeq <= position.Head && position.Head - lastSeq <= Subscription.MostBehind;
        if (!leads || !await live.SubscribeAsync(connection, position, lastSeq))
        {
            await Unsubscribe(projectId);
            RealtimeMetrics.CountSubscription(hasPlace ? "reset" : "new", 0);
            return new Subscribed(position.Epoch, position.Head, 0, true);
        }
        var missed = position.Head - lastSeq;
        RealtimeMetrics.CountSubscription(hasPlace ? "resumed" : "new", missed);
        await ShowAsync(connection, projectId);
        return new Subscribed(position.Epoch, position.Head, missed, false);
    }

    public Task Unsubscribe(Guid projectId) =>
        Connection.Subscriptions.All(subscription => subscription.Feed.ProjectId != projectId)
            ? Task.CompletedTask
            : live.LeaveAsync(Connection, projectId);

    /// <summary>A sign of life; being called is all it does.</summary>
    public void Heartbeat() => _ = Connection;

    /// <summary>The task that the client has open; null when it has none.</summary>
    public async Task Viewing(Guid? taskId)
    {
        var connection = Connection;
        TaskPlace? place = null;
        if (taskId is { } id)
        {
            var located = await mediator.Send(new LocateTask(id), Context.ConnectionAborted);
            if (located.IsFailure)
                throw Refusal(located.Refusal!);
            place = located.Value;
        }
        var projects = new[] { connection.Viewing?.ProjectId, place?.ProjectId }.OfType<Guid>().Distinct().ToList();
        connection.Viewing = place;
        foreach (var projectId in projects.Where(project => connection.Subscriptions.Any(s => s.Feed.ProjectId == project)))
            await ShowAsync(connection, projectId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (live.Find(Context.ConnectionId) is { } connection)
            connection.IsLost = exception is not null;
        return Task.CompletedTask;
    }

    private LiveConnection Connection => live.Find(Context.ConnectionId) ?? throw new HubException("The connection is closing.");

    private async Task ShowAsync(LiveConnection connection, Guid projectId)
    {
        await presence.RenewAsync([connection.MarkIn(projectId)], Context.ConnectionAborted);
        // It may have gone while this call was running, and have left before it came.
        if (live.Find(connection.Id) is null)
            await presence.LeaveAsync([connection.MarkIn(projectId)], CancellationToken.None);
        bus.Tell(new Hint.PresenceMoved(projectId));
    }

    private static HubException Refusal(Error error) => Refusal(error.Code, error.Message);

    /// <summary>SignalR shows clients the text of this exception only: the code stands first, as in problem answers.</summary>
    private static HubException Refusal(string code, string message) => new($"{code}: {message}");
}

/// <param name="Head">Of the log when the subscription was opened.</param>
/// <param name="Replayed">How many envelopes follow because the client had missed them.</param>
/// <param name="Reset">Nothing follows: load the project, then subscribe with its epoch and number.</param>
internal sealed record Subscribed(Guid Epoch, long Head, long Replayed, bool Reset);
