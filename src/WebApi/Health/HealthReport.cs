namespace TaskFlow.WebApi.Health;

/// <summary>Answer of every health page.</summary>
/// <param name="Status"><c>ok</c>, <c>degraded</c> or <c>unavailable</c>; only the last comes with 503.</param>
/// <param name="Checks">By name; the pages are public, so they say what fails and never why.</param>
public sealed record HealthReport(string Status, IReadOnlyDictionary<string, string> Checks)
{
    public const string Ok = "ok";
    public const string Degraded = "degraded";
    public const string Unavailable = "unavailable";

    public IResult ToResult() =>
        Results.Json(
            this,
            HealthJson.Options,
            statusCode: Status is Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
}
