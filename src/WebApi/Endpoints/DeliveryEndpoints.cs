using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Notifications;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class DeliveryEndpoints
{
    private static readonly QueryParameter Status = new(
        "status",
        "string",
        "pending, sending, delivered, unknown, suppressed, dead or expired."
    );
    private static readonly QueryParameter Channel = new("channel", "string", "inbox, email, slack or webhook.");
    private static readonly QueryParameter IntegrationId = new("integration_id", "uuid", "Only those to this integration.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/ops/deliveries").WithTags("Operations");
        deliveries
            .MapGet("", ListAsync)
            .Answers<Page<DeliveryView>>("ListDeliveries")
            .WithQuery(Status, Channel, QueryParameter.OrganizationId, IntegrationId, QueryParameter.Limit, QueryParameter.Cursor);
        deliveries.MapPost("/retry", RetryAsync).Answers<DeliveriesRetried>("RetryDeliveries");
    }

    private static Task<IResult> ListAsync(Query query, Api api)
    {
        var filter = new DeliveryFilter(
            query.Choice<DeliveryStatus>(Status.Name),
            query.Choice<DeliveryChannel>(Channel.Name),
            query.Id(QueryParameter.OrganizationId.Name),
            query.Id(IntegrationId.Name)
        );
        return api.AskAsync(new ListDeliveries(filter, query.Page()), page => Answer.Ok(page));
    }

    private static Task<IResult> RetryAsync(JsonBody<WhatToRetry> body, Api api)
    {
        var values = new Values();
        var ids = body.Value.Ids is { } named ? values.Ids(named, "/ids") : null;
        var filter = body.Value.Filter is { } given
            ? new DeliveryFilter(
                values.Choice<DeliveryStatus>(given.Status, "/filter/status"),
                values.Choice<DeliveryChannel>(given.Channel, "/filter/channel"),
                values.Id(given.OrganizationId, "/filter/organization_id"),
                values.Id(given.IntegrationId, "/filter/integration_id")
            )
            : null;
        values.ThrowIfAny();
        return api.SendAsync(new RetryDeliveries(ids, filter), retried => Answer.Ok(retried));
    }
}

/// <summary>Some deliveries, or all that a filter meets.</summary>
internal sealed record WhatToRetry(IReadOnlyList<string>? Ids, RetryFilter? Filter);

internal sealed record RetryFilter(string? Status, string? Channel, string? OrganizationId, string? IntegrationId);
