using System.Globalization;
using System.Reflection;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>A query parameter a route knows; described in OpenAPI, and everything else is refused as unknown.</summary>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    public static readonly QueryParameter Limit = new("limit", "integer", "1–200, default 50.");
    public static readonly QueryParameter Cursor = new("cursor", "string", "next_cursor of the page before.");
    public static readonly QueryParameter OrganizationId = new(
        "organization_id",
        "uuid",
        "Decides between organizations that have the same key."
    );
}

/// <summary>The query parameters of one route, as endpoint metadata.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

internal static class QueryParameterExtensions
{
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, params QueryParameter[] parameters) =>
        route.WithMetadata(new QueryParameters(parameters));
}

/// <summary>Reads query parameters; a value that cannot be read is 422 and named.</summary>
internal sealed class Query(IQueryCollection values)
{
    public static ValueTask<Query> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new Query(context.Request.Query));

    public string? Text(string name) => values.TryGetValue(name, out var given) ? given[^1] : null;

    public Guid? Id(string name) =>
        Read(name, "not_an_id", "An id is a UUID.", text => Guid.TryParseExact(text, "D", out var id) ? (Guid?)id : null);

    public long? Whole(string name) =>
        Read(
            name,
            "not_a_number",
            "A whole number, 0 or more.",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (long?)number : null
        );

    public bool? Flag(string name) =>
        Read(
            name,
            "not_a_flag",
            "true or false.",
            text =>
                text switch
                {
                    "true" => true,
                    "false" => false,
                    _ => (bool?)null,
                }
        );

    public DateOnly? Date(string name) =>
        Read(
            name,
            "not_a_date",
            "A date is written YYYY-MM-DD.",
            text =>
                DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? (DateOnly?)date
                    : null
        );

    public DateTimeOffset? Instant(string name) =>
        Read(name, "not_an_instant", "An instant is written 2026-01-31T10:00:00Z.", Instants.Parse);

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var reading = new Values();
        var value = reading.Choice<T>(Text(name), name);
        return value is null && Text(name) is not null
            ? throw RequestRefusedException.Parameter(name, "not_allowed", $"{name} is not one of the allowed words.")
            : value;
    }

    /// <summary>Words with commas between; all when the parameter is absent.</summary>
    public IReadOnlySet<T> Choices<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return Enum.GetValues<T>().ToHashSet();
        var reading = new Values();
        var chosen = text.Split(',').Select(word => reading.Choice<T>(word, name)).ToList();
        return chosen.TrueForAll(c => c is not null)
            ? chosen.Select(c => c!.Value).ToHashSet()
            : throw RequestRefusedException.Parameter(name, "not_allowed", $"{name} has a word that is not allowed.");
    }

    public PageRequest Page()
    {
        var limit = Whole("limit") ?? PageRequest.DefaultLimit;
        return new PageRequest((int)Math.Min(limit, int.MaxValue), Text("cursor"));
    }

    private T? Read<T>(string name, string code, string message, Func<string, T?> parse)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        return parse(text) ?? throw RequestRefusedException.Parameter(name, code, message);
    }
}

/// <summary>An unknown query parameter is a mistake that would otherwise go unnoticed: 400, and named.</summary>
internal sealed class UnknownParameterMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (
            context.Request.Query.Count > 0
            && context.GetEndpoint() is { } endpoint
            && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        )
        {
            var known = endpoint.Metadata.GetMetadata<QueryParameters>()?.All ?? [];
            foreach (var name in context.Request.Query.Keys)
            {
                if (!known.Any(p => p.Name == name))
                    throw new RequestRefusedException(
                        new Error(
                            ErrorCodes.UnknownParameter,
                            known.Count == 0
                                ? $"Unknown parameter '{name}': this route takes none."
                                : $"Unknown parameter '{name}'. Known: {string.Join(", ", known.Select(p => p.Name))}."
                        )
                    );
            }
        }

        return next(context);
    }
}
