using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Shows the subscribers of a project who else is there, at most once a second and only when it has changed, and renews the marks of this node's
/// connections (C-4.7). Who edits comes from the edit locks, so it is true whatever presence knows.
/// </summary>
internal sealed partial class PresenceBeat(
    LiveConnections live,
    IPresence presence,
    IRealtimeBus bus,
    IServiceScopeFactory scopes,
    LiveSettings settings,
    ILogger<PresenceBeat> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int TicksBetweenFullLooks = 5;

    private readonly NotedIds moved = new();
    private readonly Dictionary<Guid, string> shown = [];
    private ILookup<Guid, TaskEditor> editors = Array.Empty<TaskEditor>().ToLookup(editor => editor.ProjectId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(hint =>
        {
            if (hint is Hint.PresenceMoved { ProjectId: var projectId })
                moved.Add(projectId);
        });
        using var timer = new PeriodicTimer(Tick, settings.Time);
        var ticksBetweenRenewals = Math.Max(1, (int)(settings.Options.Heartbeat / Tick));
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (tick % ticksBetweenRenewals == 0)
                    await presence.RenewAsync([.. live.All.SelectMany(connection => connection.Marks)], stoppingToken);
                await ShowAsync(everything: tick % TicksBetweenFullLooks == 0, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task ShowAsync(bool everything, CancellationToken stoppingToken)
    {
        var feeds = live.Feeds;
        foreach (var gone in shown.Keys.Except(feeds.Select(feed => feed.ProjectId)).ToList())
            shown.Remove(gone);
        var hinted = moved.Take();
        var due = feeds.Where(feed => everything || hinted.Contains(feed.ProjectId)).ToList();
        if (due.Count == 0)
            return;
        await ReadEditorsAsync(feeds, stoppingToken);
        foreach (var feed in due)
            await ShowAsync(feed.ProjectId, stoppingToken);
    }

    private async Task ShowAsync(Guid projectId, CancellationToken stoppingToken)
    {
        var present = await presence.ReadAsync(projectId, stoppingToken);
        var view = new PresenceView(projectId, present is null ? null : WithEditors(present, editors[projectId]));
        var text = JsonSerializer.Serialize(view, Json.Options);
        var message = new SerializedHubMessage(new InvocationMessage("presence", [view]));
        var changed = !shown.TryGetValue(projectId, out var last) || last != text;
        shown[projectId] = text;
        foreach (var connection in live.SubscribersOf(projectId))
        {
            if (connection.Subscriptions.FirstOrDefault(s => s.Feed.ProjectId == projectId) is not { } subscription)
                continue;
            if (changed || subscription.LacksPresence)
                connection.Say(message);
            subscription.LacksPresence = false;
        }
    }

    /// <summary>Somebody who edits is shown although presence has not heard of them: a script that locks, a tab that is reconnecting.</summary>
    private static IReadOnlyList<PresentPerson> WithEditors(IReadOnlyList<PresentUser> present, IEnumerable<TaskEditor> editing)
    {
        var byUser = editing.ToLookup(editor => editor.UserId);
        return
        [
            .. present.Select(user => new PresentPerson(
                user.Id,
                user.Name,
                user.Viewing,
                [.. byUser[user.Id].Select(editor => editor.TaskId).Order()]
            )),
            .. byUser
                .Where(user => present.All(known => known.Id != user.Key))
                .Select(user => new PresentPerson(user.Key, user.First().Name, [], [.. user.Select(editor => editor.TaskId).Order()])),
        ];
    }

    private async Task ReadEditorsAsync(IReadOnlyList<Feed> feeds, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var found = await scope
                .ServiceProvider.GetRequiredService<TaskEditors>()
                .InAsync([.. feeds.Select(f => f.OrganizationId).Distinct()], [.. feeds.Select(f => f.ProjectId)], stoppingToken);
            editors = found.ToLookup(editor => editor.ProjectId);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogAway(logger, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who edits cannot be looked up now: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}

/// <param name="Users">Null when nobody can tell who is there.</param>
internal sealed record PresenceView(Guid ProjectId, IReadOnlyList<PresentPerson>? Users);

internal sealed record PresentPerson(Guid Id, string Name, IReadOnlyList<Guid> Viewing, IReadOnlyList<Guid> Editing);
