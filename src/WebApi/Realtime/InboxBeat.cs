using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Notifications;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Tells people's connections how much of their inbox is unread, whenever it may have moved. The hint may be lost: the number is what is there,
/// so the next one is right again, and a page asks for it when it opens.
/// </summary>
internal sealed partial class InboxBeat(
    LiveConnections live,
    IRealtimeBus bus,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<InboxBeat> logger
) : BackgroundService
{
    /// <summary>Several changes of one inbox within this are told once.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly NotedIds moved = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(hint =>
        {
            if (hint is Hint.InboxMoved inbox)
                moved.Add(inbox.UserId);
        });
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TellAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        if (moved.Take() is not { Count: > 0 } users)
            return;
        foreach (var person in live.All.Where(connection => users.Contains(connection.Principal.UserId)).GroupBy(c => c.Principal.UserId))
        {
            try
            {
                var unread = await CountAsync(person.First().Principal, stoppingToken);
                foreach (var connection in person)
                    connection.Say("notification", unread);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogAway(logger, failure.Message);
            }
        }
    }

    private async Task<int> CountAsync(Principal person, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(person);
        var answer = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CountUnread(), stoppingToken);
        return answer.Value.Unread;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unread notifications cannot be counted now: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
