using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Notifications;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>Sends deliveries that are under lease and marks what came of it.</summary>
public sealed partial class DeliverySender(
    DeliveryQueue queue,
    DeliveryContents contents,
    IntegrationDirectory directory,
    MailRoutes mail,
    IEnumerable<INotificationChannel> channels,
    DestinationPace pace,
    Circuits circuits,
    DeliveryLease lease,
    Installation installation,
    TimeProvider clock,
    ILogger<DeliverySender> logger
)
{
    private static readonly TimeSpan MarkPause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, INotificationChannel> byKind = channels.ToDictionary(c => c.Kind, StringComparer.Ordinal);

    /// <param name="stopping">The node stops: what was not begun is given back at once.</param>
    /// <param name="cancellationToken">What is being sent is given up.</param>
    public async Task SendAsync(
        DeliveryChannel channel,
        IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken stopping,
        CancellationToken cancellationToken
    )
    {
        var about = await contents.ReadAsync(claimed, cancellationToken);
        var routes =
            channel == DeliveryChannel.Email
                ? await mail.OfAsync(claimed, cancellationToken)
                : await RoutesAsync(claimed, cancellationToken);
        var ready = new List<Prepared>();
        var marks = new List<DeliveryMark>();
        foreach (var delivery in claimed)
        {
            if (WhyNot(delivery, about.GetValueOrDefault(delivery.Id), routes.GetValueOrDefault(delivery.Id)) is { } mark)
                marks.Add(mark);
            else
                ready.Add(Prepare(delivery, about[delivery.Id], routes[delivery.Id]!));
        }
        if (marks.Count > 0)
            await queue.MarkAsync(marks, cancellationToken);

        if (ready is [{ Channel.Deduplicates: true }, ..])
            await SendTogetherAsync(channel, ready, cancellationToken);
        else
            foreach (var one in ready)
                await SendOneAsync(channel, one, stopping, cancellationToken);
    }

    private async Task SendOneAsync(DeliveryChannel channel, Prepared one, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested)
            await queue.YieldAsync(one.Delivery, cancellationToken);
        else if (!DestinationPace.Holds(channel))
            await SendTogetherAsync(channel, [one], cancellationToken);
        else if (await pace.TakeAsync(one.Message.Destination, cancellationToken))
            await SendInTurnAsync(channel, one, cancellationToken);
        else
            await queue.YieldAsync(one.Delivery, cancellationToken);
    }

    private async Task SendInTurnAsync(DeliveryChannel channel, Prepared one, CancellationToken cancellationToken)
    {
        var pause = DestinationPace.Interval;
        try
        {
            if (
                await SendTogetherAsync(channel, [one], cancellationToken) is [SendOutcome.Throttled { RetryAfter: var asked }]
                && asked > pause
            )
                pause = asked;
        }
        finally
        {
            await pace.EndAsync(one.Message.Destination, pause, CancellationToken.None);
        }
    }

    /// <returns>What came of those that were still ours.</returns>
    private async Task<IReadOnlyList<SendOutcome>> SendTogetherAsync(
        DeliveryChannel channel,
        List<Prepared> ready,
        CancellationToken cancellationToken
    )
    {
        var begun = await queue.BeginAsync([.. ready.Select(p => p.Delivery)], cancellationToken);
        var sent = await Task.WhenAll(ready.Where(p => begun.Contains(p.Delivery.Id)).Select(p => TryAsync(p, cancellationToken)));
        if (sent.Length == 0)
            return [];
        var verdict = new DeliveryVerdict(clock.GetUtcNow(), Random.Shared.NextDouble);
        await MarkAsync([.. sent.Select(s => verdict.Of(s.Prepared.Delivery, channel, s.Prepared.Channel.Deduplicates, s.Outcome))]);
        foreach (var one in sent)
            DeliveryMetrics.Count(channel, one.Outcome, verdict.Now - one.Prepared.Delivery.CommittedAt);
        foreach (var one in sent)
            await JudgeDestinationAsync(one.Prepared.Integration, one.Outcome);
        return [.. sent.Select(s => s.Outcome)];
    }

    private async Task<(Prepared Prepared, SendOutcome Outcome)> TryAsync(Prepared prepared, CancellationToken cancellationToken)
    {
        var cause = ActivityContext.TryParse(prepared.Delivery.Traceparent, null, isRemote: true, out var parsed) ? parsed : default;
        using var span = DeliveryMetrics.Source.StartActivity("delivery.send", ActivityKind.Producer, cause);
        span?.SetTag("taskflow.delivery_id", prepared.Delivery.Id);
        if (prepared.Delivery.Probes)
            circuits.LetProbeThrough(prepared.Message.Destination);
        var outcome = await OutcomeAsync(prepared, cancellationToken);
        span?.SetTag("taskflow.outcome", outcome.GetType().Name);
        return (prepared, outcome);
    }

    /// <summary>A fault of ours with one message must not take those beside it along: nobody knows of this one, and it is retried as such.</summary>
    private async Task<SendOutcome> OutcomeAsync(Prepared prepared, CancellationToken cancellationToken)
    {
        try
        {
            return await prepared.Channel.SendAsync(prepared.Message, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(logger, fault, prepared.Delivery.Id, prepared.Channel.Kind);
            return new SendOutcome.Ambiguous("TaskFlow failed while it was sending this; its log says how.");
        }
    }

    /// <summary>Why a delivery that is due is not sent: what it was decided by has changed since.</summary>
    private DeliveryMark? WhyNot(ClaimedDelivery delivery, DeliveryContent? content, DeliveryRoute? route) =>
        content is null or { MaySee: false } ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.NoAccess)
        : route is null ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.Paused)
        : route.PausedBecause is { } why ? DeliveryVerdict.Paused(delivery, why)
        : !byKind.ContainsKey(route.Kind) ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.Paused)
        : null;

    private Prepared Prepare(ClaimedDelivery delivery, DeliveryContent content, DeliveryRoute route) =>
        new(delivery, byKind[route.Kind], DeliveryText.Message(delivery, content, route.Destination, installation), route.Integration);

    /// <summary>Of each delivery to an integration; one that was deleted or switched off has none.</summary>
    private async Task<IReadOnlyDictionary<Guid, DeliveryRoute>> RoutesAsync(
        IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellationToken
    )
    {
        var keys = claimed
            .Where(d => d.IntegrationId is not null)
            .Select(d => new IntegrationKey(d.OrganizationId, d.IntegrationId!.Value));
        var found = await directory.FindAsync([.. keys.Distinct()], cancellationToken);
        var byKey = found.Where(i => i.Enabled).ToDictionary(i => i.Key);
        return claimed
            .Where(d => d.IntegrationId is { } id && byKey.ContainsKey(new IntegrationKey(d.OrganizationId, id)))
            .ToDictionary(d => d.Id, d => DeliveryRoute.To(byKey[new IntegrationKey(d.OrganizationId, d.IntegrationId!.Value)]));
    }

    /// <summary>An outcome is not forgotten because the database is away for a moment: it is written until the lease ends (reliability.md 3.3).</summary>
    private async Task MarkAsync(IReadOnlyList<DeliveryMark> marks)
    {
        for (var started = clock.GetTimestamp(); ; )
        {
            try
            {
                await queue.MarkAsync(marks, CancellationToken.None);
                return;
            }
            catch (NpgsqlException) when (clock.GetElapsedTime(started) < lease.Length - lease.LongestTry)
            {
                await Task.Delay(MarkPause, clock, CancellationToken.None);
            }
        }
    }

    private async Task JudgeDestinationAsync(ConnectedIntegration? integration, SendOutcome outcome)
    {
        if (integration is null)
            return;
        switch (outcome)
        {
            case SendOutcome.Delivered when integration.Status == IntegrationStatus.Failing:
                await directory.MarkWorkingAsync(integration, CancellationToken.None);
                await queue.WakeAsync(integration.Key.Id, CancellationToken.None);
                break;
            case SendOutcome.CredentialDead(var error):
                await directory.PauseAsync(integration, error, CancellationToken.None);
                break;
            case SendOutcome.Refused(var error, DestinationIsGone: true):
                await directory.SwitchOffAsync(integration, error, CancellationToken.None);
                break;
            case SendOutcome.NotSent(var error):
                await directory.MarkFailingAsync(integration, error, CancellationToken.None);
                break;
            case SendOutcome.Ambiguous(var error):
                await directory.MarkFailingAsync(integration, error, CancellationToken.None);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending delivery {Delivery} by {Kind} failed in TaskFlow itself")]
    private static partial void LogFault(ILogger logger, Exception exception, Guid delivery, string kind);

    private sealed record Prepared(
        ClaimedDelivery Delivery,
        INotificationChannel Channel,
        OutgoingMessage Message,
        ConnectedIntegration? Integration
    );
}
