using TaskFlow.Application.Identity;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>What goes with the hub but not over it.</summary>
internal static class RealtimeEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/realtime/ticket", CreateTicketAsync).WithTags("Realtime").Answers<TicketAnswer>("CreateTicket", 201);

    private static Task<IResult> CreateTicketAsync(Api api) =>
        api.SendAsync(
            new CreateTicket(),
            created => new Answer(StatusCodes.Status201Created, new TicketAnswer(created.Secret.Text, created.ExpiresAt))
            {
                StoredBody = new TicketAnswer(null, created.ExpiresAt),
            }
        );
}

/// <param name="Ticket">The secret: only in the first answer, null in a replay.</param>
internal sealed record TicketAnswer(string? Ticket, DateTimeOffset ExpiresAt);
