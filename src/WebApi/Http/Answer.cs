using System.Globalization;

namespace TaskFlow.WebApi.Http;

/// <summary>How a result is answered: status, body and the headers that belong to it (and to its replay).</summary>
internal sealed record Answer(int Status, object? Body)
{
    public string? Location { get; init; }

    /// <summary>The version of the resource, sent as a strong ETag.</summary>
    public int? Version { get; init; }

    /// <summary>The body as it may be stored and replayed: without secrets. Null = the same.</summary>
    public object? StoredBody { get; init; }

    public bool MergeApplied { get; init; }

    public static Answer Ok(object body, int? version = null) => new(StatusCodes.Status200OK, body) { Version = version };

    public static Answer Created(string location, object body, int? version = null) =>
        new(StatusCodes.Status201Created, body) { Location = location, Version = version };

    public static Answer NoContent { get; } = new(StatusCodes.Status204NoContent, null);

    public Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Body is not null)
            headers["Content-Type"] = "application/json; charset=utf-8";
        if (Location is not null)
            headers["Location"] = Location;
        if (Version is { } version)
            headers["ETag"] = ETags.Of(version);
        if (MergeApplied)
            headers["Merge-Applied"] = "true";
        return headers;
    }
}

/// <summary>Versions as strong entity tags (RFC 9110).</summary>
internal static class ETags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The base version a request names, by <c>If-Match</c> or by its body. Both are fine when they agree.</summary>
    public static int? BaseVersion(HttpContext context, int? inBody)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*")
            return inBody;
        var digits = header.Length > 2 && header[0] == '"' && header[^1] == '"' ? header.AsSpan(1, header.Length - 2) : default;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            throw RequestRefusedException.Parameter("If-Match", "not_a_version", "If-Match names one version: \"7\".");
        if (inBody is { } other && other != version)
            throw RequestRefusedException.Parameter("If-Match", "two_versions", "If-Match and the member version differ.");
        return version;
    }

    public static bool Matches(HttpContext context, int version) =>
        context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known
        && (known == "*" || known.Split(',').Any(tag => tag.Trim().Replace("W/", "", StringComparison.Ordinal) == Of(version)));
}
