using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Deliveries;

/// <summary>The deliveries of the organizations whose admin the caller is, newest first: dead letters by <c>status=dead</c> (C-1.4).</summary>
public sealed record ListDeliveries(DeliveryFilter Filter, PageRequest Page) : IPagedQuery<DeliveryView>
{
    public AccessRule Access => AccessRule.Administrators;
}

internal sealed class ListDeliveriesHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListDeliveries, Result<Page<DeliveryView>>>
{
    public async Task<Result<Page<DeliveryView>>> Handle(ListDeliveries request, CancellationToken cancellationToken)
    {
        var deliveries = request.Filter.Of(db.Deliveries.AsNoTracking(), actor.Administered);
        if (deliveries.PageById(request.Page, d => d.Id, newestFirst: true) is not { } page)
            return Cursor.Unreadable;
        var rows = await page.Select(d => new
            {
                Delivery = d,
                EventType = db.Activities.Where(a => a.Id == d.ActivityId).Select(a => a.Type).First(),
                User = db.Users.Where(u => u.Id == d.UserId).Select(u => u.DisplayName).FirstOrDefault(),
                Integration = db
                    .Integrations.IgnoreQueryFilters(Deleted)
                    .Where(i => i.OrganizationId == d.OrganizationId && i.Id == d.IntegrationId)
                    .Select(i => i.Name)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var views = rows.ConvertAll(row => new DeliveryView(
            row.Delivery.Id,
            row.Delivery.ActivityId,
            row.EventType,
            row.Delivery.OrganizationId,
            row.Delivery.ProjectId,
            row.Delivery.Channel,
            row.Delivery.UserId is { } user
                ? new DeliveryRecipient(RecipientType.User, user, row.User ?? "")
                : new DeliveryRecipient(RecipientType.Integration, row.Delivery.IntegrationId!.Value, row.Integration ?? ""),
            DeliveryView.Shown(row.Delivery.Status),
            row.Delivery.Attempts,
            row.Delivery.NextAttemptAt,
            row.Delivery.SuppressedBy,
            row.Delivery.LastError,
            row.Delivery.ProviderMessageId,
            DeliveryView.TraceIdOf(row.Delivery.Traceparent),
            row.Delivery.CommittedAt,
            row.Delivery.DeliveredAt
        ));
        return views.ById(request.Page, d => d.Id, newestFirst: true);
    }

    private static readonly string[] Deleted = [IAppDbContext.DeletedFilter];
}
