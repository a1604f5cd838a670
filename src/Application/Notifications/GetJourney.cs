using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Notifications;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Notifications;

/// <summary>
/// What happened to one event for one person on each channel, and why (C-5.3): from the rows alone, so that it can be answered without a tracing
/// backend. Everybody may ask for themselves; for others, admins and owners.
/// </summary>
/// <param name="UserId">Null: nobody; what integrations got.</param>
public sealed record GetJourney(Guid EventId, Guid? UserId) : IQuery<JourneyView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Event(EventId));
}

internal sealed class GetJourneyHandler(IAppDbContext db, Actor actor) : IRequestHandler<GetJourney, Result<JourneyView>>
{
    private static readonly Error ForOthers = Error.Forbidden("What others were told is shown to admins and owners.");

    private static readonly Error Unknown = Error.Invalid(
        FieldError.OfParameter("user_id", "unknown_person", "The person is not, and never was, a member of this organization.")
    );

    public async Task<Result<JourneyView>> Handle(GetJourney request, CancellationToken cancellationToken)
    {
        if (request.UserId is { } other && other != actor.UserId && !actor.IsAdmin)
            return ForOthers;

        await using var moment = await db.SnapshotAsync(cancellationToken);
        var (organizationId, eventId) = (actor.Scope.OrganizationId, request.EventId);
        var lines = db.Activities.Where(a => a.Id == eventId);
        var envelope = await lines.WithActors(db.Users).AsEnvelopes().SingleAsync(cancellationToken);
        var systems = await SystemsAsync(envelope, cancellationToken);
        if (request.UserId is not { } userId)
            return new JourneyView(envelope, null, systems);

        var person = await db
            .Users.Where(u => u.Id == userId)
            .Select(u => new
            {
                u.DisplayName,
                Membership = db.Memberships.FirstOrDefault(m => m.OrganizationId == organizationId && m.UserId == userId),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (person?.Membership is null && userId != actor.UserId)
            return Unknown;
        var deliveries = await WithRetries(db.Deliveries.Where(d => d.ActivityId == eventId && d.UserId == userId))
            .ToDictionaryAsync(d => d.Delivery.Channel, cancellationToken);
        var (waiting, traceparent) = await RoutingAsync(eventId, cancellationToken);

        var why = WhyNot(envelope, userId, person?.Membership);
        return new JourneyView(
            envelope,
            new EnvelopeActor(userId, person?.DisplayName ?? ""),
            [
                .. JourneyView.OfPeople.Select(channel =>
                    deliveries.TryGetValue(channel, out var delivery) ? JourneyChannel.Of(delivery)
                    : waiting is not null ? JourneyChannel.Of(channel, envelope, waiting, traceparent)
                    : JourneyChannel.Untold(channel, envelope, why, traceparent)
                ),
                .. systems,
            ]
        );
    }

    /// <summary>What was connected to the project when it happened, also what it did not go to.</summary>
    private async Task<IReadOnlyList<JourneyChannel>> SystemsAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var (eventId, projectId) = (envelope.Id, envelope.ProjectId);
        var sent = await WithRetries(db.Deliveries.Where(d => d.ActivityId == eventId && d.IntegrationId != null))
            .ToDictionaryAsync(d => d.Delivery.IntegrationId!.Value, cancellationToken);
        var sentTo = sent.Keys.ToArray();
        var integrations = await db
            .Integrations.IgnoreQueryFilters([IAppDbContext.DeletedFilter])
            .AsNoTracking()
            .Where(i => i.OrganizationId == envelope.OrganizationId && Told.Contains(i.Kind))
            .Where(i =>
                sentTo.Contains(i.Id)
                || (i.DeletedAt == null && i.CreatedAt <= envelope.At && (i.ProjectIds.Count == 0 || i.ProjectIds.Contains(projectId)))
            )
            .OrderBy(i => i.Id)
            .ToListAsync(cancellationToken);
        if (integrations.Count == 0)
            return [];
        var (waiting, traceparent) = await RoutingAsync(eventId, cancellationToken);
        return
        [
            .. integrations.Select(integration =>
            {
                var channel = integration.Kind == IntegrationKind.Slack ? DeliveryChannel.Slack : DeliveryChannel.Webhook;
                var journey =
                    sent.TryGetValue(integration.Id, out var delivery) ? JourneyChannel.Of(delivery)
                    : waiting is not null ? JourneyChannel.Of(channel, envelope, waiting, traceparent)
                    : JourneyChannel.Untold(channel, envelope, WhyNot(integration, envelope.Type), traceparent);
                return (actor.IsAdmin ? journey : journey.WithoutTheReceiversWords()) with
                {
                    IntegrationId = integration.Id,
                    IntegrationName = integration.Name,
                };
            }),
        ];
    }

    private static readonly IntegrationKind[] Told = [IntegrationKind.Webhook, IntegrationKind.Slack];

    private async Task<(WaitingEventView? Waiting, string? Traceparent)> RoutingAsync(Guid eventId, CancellationToken cancellationToken) =>
        (
            await db.WaitingEvents.FirstOrDefaultAsync(e => e.ActivityId == eventId, cancellationToken),
            await db.Activities.Where(a => a.Id == eventId).Select(a => a.Traceparent).SingleAsync(cancellationToken)
        );

    private IQueryable<SentDelivery> WithRetries(IQueryable<Delivery> deliveries) =>
        deliveries
            .AsNoTracking()
            .Select(d => new SentDelivery
            {
                Delivery = d,
                Retries = db
                    .DeliveryRetries.Where(r => r.OrganizationId == d.OrganizationId && r.DeliveryId == d.Id)
                    .OrderBy(r => r.Id)
                    .Join(db.Users, r => r.UserId, u => u.Id, (r, u) => new JourneyStep(r.At, "retried", u.DisplayName))
                    .ToList(),
                Attempts = db
                    .DeliveryAttempts.Where(a => a.OrganizationId == d.OrganizationId && a.DeliveryId == d.Id)
                    .OrderBy(a => a.Attempt)
                    .ToList(),
            });

    /// <summary>As it is set up now; what it was set to then is not kept.</summary>
    private static SuppressedBy WhyNot(Integration integration, string type) =>
        !integration.Enabled ? SuppressedBy.Paused
        : integration.EventTypes.Contains(type, StringComparer.Ordinal)
        || integration.EventTypes.Contains(EventCatalogue.Every, StringComparer.Ordinal)
            ? SuppressedBy.NotWatching
        : SuppressedBy.Preference;

    /// <summary>Why there is no row: what the router decides before it looks at channels.</summary>
    private static SuppressedBy WhyNot(Envelope envelope, Guid userId, Membership? membership) =>
        envelope.Data.Text?.Contains("\"import_id\"", StringComparison.Ordinal) == true ? SuppressedBy.Import
        : envelope.Actor.Id == userId ? SuppressedBy.Actor
        : membership is null
        || membership.EndedAt is not null
        || !new MemberOf(membership.OrganizationId, membership.Role, membership.ProjectIds).Sees(envelope.ProjectId)
            ? SuppressedBy.NoAccess
        : SuppressedBy.NotWatching;
}
