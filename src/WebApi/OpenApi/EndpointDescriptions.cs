using Microsoft.AspNetCore.Http.Metadata;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.OpenApi;

/// <summary>Says once what routes answer, for OpenAPI and for the tests that walk it.</summary>
internal static class EndpointDescriptions
{
    private static readonly int[] RefusalsOfBodies = [StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    /// <summary>States the authorization of a group: the pipeline decides by the message's access rule, and refuses who is not signed in.</summary>
    public static RouteGroupBuilder RequireSignedIn(this RouteGroupBuilder group) => group.WithMetadata(new SignedInOnly());

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string name, int status = StatusCodes.Status200OK) =>
        route.WithName(name).Produces<T>(status, "application/json").CommonProblems();

    public static RouteHandlerBuilder AnswersNothing(
        this RouteHandlerBuilder route,
        string name,
        int status = StatusCodes.Status204NoContent
    ) => route.WithName(name).Produces(status).CommonProblems();

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, "application/problem+json");
        return route;
    }

    private static RouteHandlerBuilder CommonProblems(this RouteHandlerBuilder route)
    {
        route.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IAcceptsMetadata>().Any())
                foreach (var status in RefusalsOfBodies)
                    endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        });
        return route.Refuses(400, 401, 403, 404, 409, 422, 500, 503);
    }
}

/// <summary>Metadata: nothing here answers without a credential.</summary>
internal sealed record SignedInOnly;
