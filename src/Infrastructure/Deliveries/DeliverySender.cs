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
    DestinationRest rest,
    Circuits circuits,
    DeliveryLease lease,
    Installation installation,
    TimeProvider clock,
    ILogger<DeliverySender> logger
)
{
    private static readonly TimeSpan MarkPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Folded into one message; more would not be read.</summary>
    private const int MostBehind = 49;

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
        var ready = await PrepareAsync(channel, claimed, cancellationToken);
        if (ready is [{ Channel.Deduplicates: true }, ..])
            await SendTogetherAsync(channel, ready, cancellationToken);
        else
            foreach (var one in ready)
                await SendOneAsync(channel, one, stopping, cancellationToken);
    }

    /// <returns>Those that can go; what became of the others is marked.</returns>
    private async Task<List<Prepared>> PrepareAsync(
        DeliveryChannel channel,
        IReadOnlyList<ClaimedDelivery> claimed,
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
            if (WhyNot(channel, delivery, about.GetValueOrDefault(delivery.Id), routes.GetValueOrDefault(delivery.Id)) is { } mark)
                marks.Add(mark);
            else
                ready.Add(new Prepared(new Told(delivery, about[delivery.Id]), byKind[routes[delivery.Id].Kind], routes[delivery.Id]));
        }
        if (marks.Count > 0)
            await queue.MarkAsync(marks, cancellationToken);
        foreach (var paused in routes.Values.Where(r => r is { PausedBecause: not null, IsOff: false }).DistinctBy(r => r.Integration!.Key))
            await rest.PausedAsync(channel, paused.Integration!.Key, cancellationToken);
        return ready;
    }

    private async Task SendOneAsync(DeliveryChannel channel, Prepared one, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested)
            await queue.YieldAsync(one.Delivery, cancellationToken);
        else if (one.Delivery.Lane is not { } lane)
            await SendTogetherAsync(channel, [one], cancellationToken);
        else if (await pace.TakeAsync(lane, one.Route.Destination, cancellationToken) is { } heldUntil)
            await SendInTurnAsync(channel, lane, heldUntil, one, cancellationToken);
        else
            await queue.YieldAsync(one.Delivery, cancellationToken);
    }

    private async Task SendInTurnAsync(
        DeliveryChannel channel,
        string lane,
        DateTime heldUntil,
        Prepared first,
        CancellationToken cancellationToken
    )
    {
        SendOutcome? outcome = null;
        try
        {
            var behind = await queue.ClaimBehindAsync(first.Delivery, DestinationPace.LeastToFold(channel), MostBehind, cancellationToken);
            IReadOnlyList<Prepared> others = behind.Count == 0 ? [] : await PrepareAsync(channel, behind, cancellationToken);
            outcome = await SendFoldedAsync(channel, [first, .. others], cancellationToken);
        }
        finally
        {
            await pace.EndAsync(channel, lane, first.Route.Destination, heldUntil, outcome);
        }
    }

    /// <summary>As one message: what comes of it comes of each.</summary>
    private async Task<SendOutcome?> SendFoldedAsync(DeliveryChannel channel, List<Prepared> parts, CancellationToken cancellationToken)
    {
        var begun = await queue.BeginAsync([.. parts.Select(p => p.Delivery)], cancellationToken);
        parts.RemoveAll(p => !begun.Contains(p.Delivery.Id));
        if (parts.Count == 0)
            return null;
        var outcome = await TryAsync(parts, cancellationToken);
        await SettleAsync(channel, [.. parts.Select(p => (p, outcome))]);
        await JudgeDestinationAsync(channel, parts[0].Route.Integration, outcome);
        return outcome;
    }

    /// <summary>Side by side, a message each.</summary>
    private async Task SendTogetherAsync(DeliveryChannel channel, List<Prepared> ready, CancellationToken cancellationToken)
    {
        var begun = await queue.BeginAsync([.. ready.Select(p => p.Delivery)], cancellationToken);
        var sent = await Task.WhenAll(
            ready
                .Where(p => begun.Contains(p.Delivery.Id))
                .Select(async p => (Prepared: p, Outcome: await TryAsync([p], cancellationToken)))
        );
        if (sent.Length == 0)
            return;
        await SettleAsync(channel, sent);
        foreach (
            var (route, outcome) in sent.Select(s => (s.Prepared.Route, s.Outcome))
                .DistinctBy(s => (s.Route.Integration?.Key, s.Outcome.GetType()))
        )
            await JudgeDestinationAsync(channel, route.Integration, outcome);
    }

    private async Task SettleAsync(DeliveryChannel channel, IReadOnlyList<(Prepared Prepared, SendOutcome Outcome)> sent)
    {
        var verdict = Verdict();
        await MarkAsync([.. sent.Select(s => verdict.Of(s.Prepared.Delivery, channel, s.Prepared.Channel.Deduplicates, s.Outcome))]);
        foreach (var one in sent)
            DeliveryMetrics.Count(channel, one.Outcome, verdict.Now - one.Prepared.Delivery.CommittedAt);
    }

    private async Task<SendOutcome> TryAsync(IReadOnlyList<Prepared> parts, CancellationToken cancellationToken)
    {
        var first = parts[0];
        var cause = ContextOf(first) ?? default;
        var others = parts.Skip(1).Select(ContextOf).OfType<ActivityContext>().Select(c => new ActivityLink(c));
        using var span = DeliveryMetrics.Source.StartActivity("delivery.send", ActivityKind.Producer, cause, null, others);
        span?.SetTag("taskflow.delivery_id", first.Delivery.Id);
        if (parts.Any(p => p.Delivery.Probes))
            circuits.LetProbeThrough(first.Route.Destination);
        var message = DeliveryText.Message([.. parts.Select(p => p.Told)], first.Route.Destination, installation);
        var outcome = await OutcomeAsync(first.Channel, message, cancellationToken);
        span?.SetTag("taskflow.outcome", outcome.GetType().Name);
        return outcome;
    }

    private static ActivityContext? ContextOf(Prepared part) =>
        ActivityContext.TryParse(part.Delivery.Traceparent, null, isRemote: true, out var parsed) ? parsed : null;

    /// <summary>A fault of ours with one message must not take those beside it along: nobody knows of this one, and it is retried as such.</summary>
    private async Task<SendOutcome> OutcomeAsync(INotificationChannel channel, OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.SendAsync(message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What others beside it came to is written all the same.
            return new SendOutcome.Ambiguous("The node stopped while this was being sent.");
        }
        catch (Exception fault)
        {
            LogFault(logger, fault, message.DeliveryId, channel.Kind);
            return new SendOutcome.Ambiguous("TaskFlow failed while it was sending this; its log says how.");
        }
    }

    private DeliveryVerdict Verdict() => new(clock.GetUtcNow(), Random.Shared.NextDouble);

    /// <summary>Why a delivery that is due is not sent: what it was decided by has changed since.</summary>
    private DeliveryMark? WhyNot(DeliveryChannel channel, ClaimedDelivery delivery, DeliveryContent? content, DeliveryRoute? route) =>
        content is null or { MaySee: false } ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.NoAccess)
        : route is null ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.Paused)
        : route.IsOff ? DeliveryVerdict.GivenUp(delivery, "The integration is switched off. Switch it on and retry.")
        : route.PausedBecause is { } why ? Verdict().Paused(delivery, channel, why)
        : !byKind.ContainsKey(route.Kind) ? DeliveryVerdict.Suppressed(delivery, SuppressedBy.Paused)
        : null;

    /// <summary>Of each delivery to an integration; one that was deleted has none.</summary>
    private async Task<IReadOnlyDictionary<Guid, DeliveryRoute>> RoutesAsync(
        IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellationToken
    )
    {
        var keys = claimed
            .Where(d => d.IntegrationId is not null)
            .Select(d => new IntegrationKey(d.OrganizationId, d.IntegrationId!.Value));
        var found = await directory.FindAsync([.. keys.Distinct()], cancellationToken);
        var byKey = found.ToDictionary(i => i.Key);
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

    private async Task JudgeDestinationAsync(DeliveryChannel channel, ConnectedIntegration? integration, SendOutcome outcome)
    {
        if (integration is null)
            return;
        switch (outcome)
        {
            case SendOutcome.Delivered when integration.Status == IntegrationStatus.Failing:
                // In this order: a crash between the two leaves it failing, and the next success wakes again.
                await rest.WakeAsync(channel, integration.Key, CancellationToken.None);
                await directory.MarkWorkingAsync(integration, CancellationToken.None);
                break;
            // A channel of Slack has a pace, which keeps to it.
            case SendOutcome.Throttled(var pause, _) when channel != DeliveryChannel.Slack:
                await rest.ThrottledAsync(channel, integration.Key, pause, CancellationToken.None);
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

    private sealed record Prepared(Told Told, INotificationChannel Channel, DeliveryRoute Route)
    {
        public ClaimedDelivery Delivery => Told.Delivery;
    }
}
