using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Deliveries;

/// <summary>
/// Has deliveries sent again: what is dead, unknown or expired is queued anew, what waits becomes due now, and an open breaker of their destination
/// lets a probe through (C-1.4). Who asked is kept with each. What is being sent, or was delivered, is left alone.
/// </summary>
/// <param name="Ids">Null when a filter says which.</param>
public sealed record RetryDeliveries(IReadOnlyList<Guid>? Ids, DeliveryFilter? Filter) : ICommand<DeliveriesRetried>
{
    /// <summary>Of one request; what is left is <see cref="DeliveriesRetried.More"/>.</summary>
    public const int Most = 1000;

    public AccessRule Access => AccessRule.Administrators;
}

/// <param name="More">The filter meets more than one request takes: ask again.</param>
public sealed record DeliveriesRetried(int Retried, bool More);

internal sealed class RetryDeliveriesRules : AbstractValidator<RetryDeliveries>
{
    public RetryDeliveriesRules()
    {
        RuleFor(c => c)
            .Must(c => c.Ids is null != c.Filter is null)
            .WithName("ids")
            .WithErrorCode("required")
            .WithMessage("Name deliveries in ids, or which in filter; not both.");
        RuleFor(c => c.Ids)
            .Must(ids => ids is null || ids.Count is > 0 and <= RetryDeliveries.Most)
            .WithErrorCode("out_of_range")
            .WithMessage($"1–{RetryDeliveries.Most} at once.");
    }
}

internal sealed class RetryDeliveriesHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<RetryDeliveries, Result<DeliveriesRetried>>
{
    /// <summary>Due at once; the rest follows at this many a second, so that a bulk retry is no flood (C-1.4).</summary>
    private const int PerSecond = 10;

    /// <summary>So long at most a bulk retry takes to be sent; asking again meanwhile passes over what is on its way.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(RetryDeliveries.Most / PerSecond);

    private static readonly DeliveryStatus[] Retriable =
    [
        DeliveryStatus.Dead,
        DeliveryStatus.Unknown,
        DeliveryStatus.Expired,
        DeliveryStatus.Pending,
    ];

    public async Task<Result<DeliveriesRetried>> Handle(RetryDeliveries request, CancellationToken cancellationToken)
    {
        var meant = (request.Filter ?? new DeliveryFilter()).Of(db.Deliveries, actor.Administered);
        var now = clock.GetUtcNow();
        meant = request.Ids is { } ids
            ? meant.Where(d => ids.Contains(d.Id))
            : meant.Where(d => d.Status != DeliveryStatus.Pending || d.RetriedAt == null || d.RetriedAt < now - Spread);
        var found = await meant
            .Where(d => d.Channel != DeliveryChannel.Inbox && Retriable.Contains(d.Status))
            .OrderBy(d => d.Id)
            .Take(RetryDeliveries.Most + 1)
            .Locked()
            .ToListAsync(cancellationToken);
        var more = found.Count > RetryDeliveries.Most;
        var taken = more ? found[..RetryDeliveries.Most] : found;
        var destinations = new HashSet<(DeliveryChannel, Guid?)>();
        for (var place = 0; place < taken.Count; place++)
        {
            var delivery = taken[place];
            var isFirst = destinations.Add((delivery.Channel, delivery.IntegrationId));
            db.DeliveryRetries.Add(delivery.Retry(actor.UserId, now, TimeSpan.FromSeconds(place / PerSecond), isFirst));
        }
        return new DeliveriesRetried(taken.Count, more);
    }
}
